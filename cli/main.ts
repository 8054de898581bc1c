import { processes } from '../client/processes';
import * as commands from './commands';
import { run } from './run';
import { ownTerminal } from './terminal';

run(process.argv.slice(2), { env: process.env, processes, definitions: () => commands.definitions().definitions }, ownTerminal()).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
