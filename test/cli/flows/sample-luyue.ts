import { run } from '../../../cli/run';
import { sampleContract } from '../../kernel/sample/contract';
import { sample } from '../../kernel/sample/process';
import { samplePayloads } from '../../kernel/sample/schema';

/** The command line with the sample process in place of the real ones, as a program of its own. */
const processes = { sample: { contract: sampleContract, payloads: samplePayloads } };

const line = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(`${text}\n`);

void run(
  process.argv.slice(2),
  { env: process.env, processes, definitions: () => ({ sample }) },
  { out: line(process.stdout), err: line(process.stderr) },
).then((code) => {
  process.exitCode = code;
});
