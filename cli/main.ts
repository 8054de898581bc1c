import { processes } from '../client/processes';
import * as commands from './commands';
import { run } from './run';

const line = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(`${text}\n`);

run(
  process.argv.slice(2),
  { env: process.env, processes, definitions: () => commands.definitions().definitions },
  { out: line(process.stdout), err: line(process.stderr) },
).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
