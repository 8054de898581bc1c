import { startSinks } from '../../../dev/sinks';

/** Mail, short messages and webhooks as a process of its own: `sinks-process.ts FOLDER MAIL-PORT HTTP-PORT SECRET`. What arrived survives it. */
async function main([dir = '', mailPort = '0', httpPort = '0', webhookSecret = '']: readonly string[]): Promise<void> {
  await startSinks({ dir, mailPort: Number(mailPort), httpPort: Number(httpPort), webhookSecret });
  process.stderr.write('sinks are up\n');
}

void main(process.argv.slice(2));
