import { startBank } from '../../../dev/bank';

/** The bank as a process of its own: `bank-process.ts FOLDER PORT`. Its ledger survives it. */
async function main([dir = '', port = '0']: readonly string[]): Promise<void> {
  await startBank({ dir, port: Number(port) });
  process.stderr.write('bank is up\n');
}

void main(process.argv.slice(2));
