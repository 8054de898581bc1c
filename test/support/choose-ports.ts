import { freePort } from '../../dev/ports';

/** `choose-ports.ts COUNT`: takes so many ports at once, says which, and keeps them until it is ended. */
async function main([count = '1']: readonly string[]): Promise<void> {
  const ports = await Promise.all(Array.from({ length: Number(count) }, freePort));
  process.stdout.write(`${ports.join(' ')}\n`);
  // Kept ports alone keep no process.
  setInterval(() => undefined, 60_000);
}

void main(process.argv.slice(2));
