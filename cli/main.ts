import { processes } from '../client/processes';
import { run } from './run';

const line = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(`${text}\n`);

run(process.argv.slice(2), { env: process.env, processes }, { out: line(process.stdout), err: line(process.stderr) }).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
