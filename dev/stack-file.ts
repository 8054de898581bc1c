import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { processMark } from './process-mark';

const port = z.number().int().positive();

const stackShape = z.object({
  /** The process that holds sinks and bank; absent when it has stopped them. */
  owner: z.object({ pid: z.number().int(), mark: z.string() }).optional(),
  /** `applicationUrl`: the role of workers and doors; absent in a file of before. */
  postgres: z.object({ url: z.string(), applicationUrl: z.string().optional(), port, pid: z.number().int() }),
  engine: z.object({
    address: z.string(),
    namespace: z.string(),
    port,
    pid: z.number().int(),
    version: z.string(),
    uiPort: port.optional(),
    uiUrl: z.string().optional(),
    codecPort: port.optional(),
  }),
  mail: z.object({ host: z.string(), port }),
  messages: z.object({ port, url: z.string(), smsUrl: z.string(), webhookUrl: z.string(), webhookSecret: z.string() }),
  bank: z.object({ port, url: z.string() }),
});

/** Where everything of a stack is: `stack.json` in its folder. */
export type StackFile = z.infer<typeof stackShape>;

const fileOf = (dir: string): string => join(dir, 'stack.json');

/** The file as the last start wrote it; undefined if there is none that can be read. What it names need not run any more. */
export const readStackFile = (dir: string): StackFile | undefined => {
  const file = fileOf(dir);
  if (!existsSync(file)) return undefined;
  try {
    return stackShape.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    // Cut short or edited by hand: as if there were none.
    return undefined;
  }
};

/** Only the owner of the folder may read it: it holds the password of the database. */
export const writeStackFile = (dir: string, file: StackFile): void => {
  const making = `${fileOf(dir)}.new`;
  writeFileSync(making, `${JSON.stringify(file, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(making, fileOf(dir));
};

/** The pid of the process that holds sinks and bank of this file, if it still runs. */
export const runningOwner = ({ owner }: StackFile): number | undefined =>
  owner && processMark(owner.pid) === owner.mark ? owner.pid : undefined;
