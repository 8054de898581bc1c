import { createServer, type Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LuyueError } from '../../../domain/errors';

interface Line {
  readonly near: Socket;
  readonly far: Socket;
}

/** A TCP proxy on a free port of 127.0.0.1 that can cut and slow the connections through it. */
export class TcpProxy {
  private readonly lines = new Set<Line>();
  private delayMs = 0;
  private cutting = 0;
  /** Answers cut in the middle so far. */
  cutAnswers = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {}

  /** Listens and leads to a port of 127.0.0.1. */
  static async to(target: number): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server, target);
    server.on('connection', (near) => proxy.connect(near));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new LuyueError('defect.unexpected', 'the proxy does not listen');
    return address.port;
  }

  get connections(): number {
    return this.lines.size;
  }

  /** Everything that passes is held for so many ms, in both directions; 0 ends it. */
  slow(delayMs: number): void {
    this.delayMs = delayMs;
  }

  /** Cuts every connection now. Says how many. */
  cut(): number {
    const count = this.lines.size;
    for (const line of [...this.lines]) this.end(line);
    return count;
  }

  /** Of the next `count` answers only the first half is passed on; then the connection is cut. */
  cutAnswersInTheMiddle(count: number): void {
    this.cutting = count;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private connect(near: Socket): void {
    const far = new Socket();
    const line = { near, far };
    this.lines.add(line);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.end(line));
      socket.on('close', () => this.end(line));
    }
    far.connect(this.target, '127.0.0.1');
    this.pass(near, far, () => true);
    this.pass(far, near, (chunk) => this.passesWhole(line, chunk));
  }

  /** Passes chunks on in their order, each held as long as the delay says. `isWhole` false: the connection is gone. */
  private pass(from: Socket, to: Socket, isWhole: (chunk: Buffer) => boolean): void {
    let last: Promise<void> = Promise.resolve();
    const forward = async (before: Promise<void>, chunk: Buffer): Promise<void> => {
      await before;
      if (this.delayMs > 0) await sleep(this.delayMs);
      if (!to.destroyed && isWhole(chunk)) to.write(chunk);
    };
    from.on('data', (chunk: Buffer) => {
      last = forward(last, chunk);
    });
  }

  private passesWhole(line: Line, chunk: Buffer): boolean {
    if (this.cutting === 0 || chunk.length < 2) return true;
    this.cutting--;
    this.cutAnswers++;
    line.near.write(chunk.subarray(0, Math.floor(chunk.length / 2)), () => this.end(line));
    return false;
  }

  private end(line: Line): void {
    this.lines.delete(line);
    line.near.destroy();
    line.far.destroy();
  }
}
