import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { generalPayloads } from '../case/general.schema';
import { messages } from '../case/message.schema';
import { guardsOf } from './guards';
import { payloads as ofProcesses } from './payloads';

/** A file of guards, and the payloads it is generated from. */
export interface GuardFile {
  readonly file: string;
  readonly payloads: Readonly<Record<string, z.ZodType>>;
}

/** Every file of guards. */
export const guardFiles: readonly GuardFile[] = [
  { file: join(__dirname, '../case/general.guards.generated.json'), payloads: generalPayloads },
  { file: join(__dirname, '../case/message.guards.generated.json'), payloads: messages },
  ...Object.entries(ofProcesses).map(([name, payloads]) => ({ file: join(__dirname, name, 'guards.generated.json'), payloads })),
];

/** The text that a file of guards has to have. */
export const guardText = (payloads: GuardFile['payloads']): string => `${JSON.stringify(guardsOf(payloads), null, 1)}\n`;

/** Whether a file on disk is what its schemas give. */
export const isCurrent = ({ file, payloads }: GuardFile): boolean => readFileSync(file, 'utf8') === guardText(payloads);

/** Writes files of guards; the workflow bundle reads them instead of the schemas. */
export function writeGuards(files: readonly GuardFile[]): void {
  for (const { file, payloads } of files) writeFileSync(file, guardText(payloads));
}

if (require.main === module) writeGuards(guardFiles);
