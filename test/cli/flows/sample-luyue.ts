import { run } from '../../../cli/run';
import { sampleCompany } from './sample-company';

/** The command line with the sample process in place of the real ones, as a program of its own. */
const line = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(`${text}\n`);

void run(process.argv.slice(2), { env: process.env, ...sampleCompany }, { out: line(process.stdout), err: line(process.stderr) }).then(
  (code) => {
    process.exitCode = code;
  },
);
