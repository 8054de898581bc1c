import { run } from '../../../cli/run';
import { ownTerminal } from '../../../cli/terminal';
import { sampleCompany } from './sample-company';

/** The command line with the sample process in place of the real ones, as a program of its own. */
void run(process.argv.slice(2), { env: process.env, ...sampleCompany }, ownTerminal()).then((code) => {
  process.exitCode = code;
});
