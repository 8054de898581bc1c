import { z } from 'zod';
import { LuyueError } from '../domain/errors';
import { type Callers, readCallers } from './access';

type Environment = Readonly<Record<string, string | undefined>>;

export interface CodecConfig {
  readonly host: string;
  readonly port: number;
  readonly origins: readonly string[];
  readonly callers: Callers;
}

export const usualCodecPort = 8234;

const origin = z
  .string()
  .refine((text) => URL.canParse(text) && new URL(text).origin === text, 'must be origins such as https://ui.example');

const origins = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
  .pipe(z.array(origin));

/** Origins of UIs beside the one of an embedded stack. @throws LuyueError config.invalid */
export function originsIn({ LUYUE_CODEC_ORIGINS: text }: Environment): readonly string[] {
  const read = origins.safeParse(text);
  if (read.success) return read.data;
  const issues = read.error.issues.map(({ message }) => `LUYUE_CODEC_ORIGINS: ${message}`);
  throw new LuyueError('config.invalid', issues.join('; '), { issues });
}

const shape = z.object({
  /** Who may ask, by the hash of their tokens (codec/access.ts). */
  LUYUE_CODEC_TOKENS: z.string().min(1, 'is missing'),
  /** Origins of the UIs, separated by commas. */
  LUYUE_CODEC_ORIGINS: origins,
  LUYUE_CODEC_HOST: z.string().min(1).default('127.0.0.1'),
  LUYUE_CODEC_PORT: z.coerce.number().int().min(0).max(65_535).default(usualCodecPort),
});

/** The configuration of a codec server beside real services. @throws LuyueError config.invalid, naming every wrong variable */
export function readCodecConfig(env: Environment): CodecConfig {
  const read = shape.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value)));
  if (!read.success) {
    const issues = read.error.issues.map(({ path, message }) => `${String(path[0])}: ${env[String(path[0])] ? message : 'is missing'}`);
    throw new LuyueError('config.invalid', issues.join('; '), { issues });
  }
  const { LUYUE_CODEC_HOST: host, LUYUE_CODEC_PORT: port, LUYUE_CODEC_ORIGINS: origins, LUYUE_CODEC_TOKENS: file } = read.data;
  return { host, port, origins, callers: readCallers(file) };
}
