import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generalPayloads } from '../../../domain/case/general.schema';
import { guardsOf } from '../../../domain/processes/guards';
import { samplePayloads } from './schema';

export const sampleGuards = () => guardsOf({ ...generalPayloads, ...samplePayloads });

if (require.main === module) writeFileSync(join(__dirname, 'guards.generated.json'), `${JSON.stringify(sampleGuards(), null, 1)}\n`);
