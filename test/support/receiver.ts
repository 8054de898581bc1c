import { type JsonServer, type Request, serveJson } from '../../dev/json-server';
import { until } from '../../dev/waiting';

/** An HTTP address that keeps what it is sent, for callbacks. */
export class Receiver {
  readonly received: unknown[] = [];
  private failures = 0;

  private constructor(private readonly server: { current: JsonServer | undefined }) {}

  static async start(): Promise<Receiver> {
    const server: { current: JsonServer | undefined } = { current: undefined };
    const receiver = new Receiver(server);
    server.current = await serveJson(0, (request) => receiver.take(request));
    return receiver;
  }

  get url(): string {
    return `${this.server.current?.url}/callback`;
  }

  /** Answers the next requests with 503. */
  failNext(times: number): void {
    this.failures = times;
  }

  /** Waits until so many have come, and gives them. */
  async waitFor(count: number): Promise<unknown[]> {
    await until(() => this.received.length >= count, 10_000);
    return this.received;
  }

  async stop(): Promise<void> {
    await this.server.current?.close();
  }

  private take(request: Request) {
    if (this.failures > 0) {
      this.failures--;
      return { status: 503 };
    }
    this.received.push(JSON.parse(request.text));
    return { status: 200 };
  }
}
