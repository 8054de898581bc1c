import type { Terminal } from './run';

/** Whoever reads what is printed may have gone (`luyue log 8 | head`): that ends the printing, not what is being done. */
function lines(stream: NodeJS.WriteStream): (text: string) => void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return (text) => void stream.write(`${text}\n`);
}

/** Standard output and standard error of this process. */
export const ownTerminal = (): Terminal => ({ out: lines(process.stdout), err: lines(process.stderr) });
