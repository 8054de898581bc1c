import { join } from 'node:path';
import { type GuardFile, writeGuards } from '../../../domain/processes/generate';
import { samplePayloads } from './schema';

export const sampleGuardFile: GuardFile = { file: join(__dirname, 'guards.generated.json'), payloads: samplePayloads };

if (require.main === module) writeGuards([sampleGuardFile]);
