import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { until } from '../../dev/waiting';

const project = join(__dirname, '../..');
const startMs = 180_000;
const main = ['--import', 'tsx', 'cli/main.ts'];
const upShape = z.object({ up: z.looseObject({ 'HTTP API': z.url() }) });
const tokenShape = z.object({ token: z.string() });

/** `luyue up` in a folder of its own, on free ports, with its HTTP door. */
export class OwnStack {
  readonly folder = mkdtempSync(join(tmpdir(), 'luyue-api-'));
  private readonly env: NodeJS.ProcessEnv;
  private child: ChildProcess | undefined;

  constructor() {
    const own = { LUYUE_DIR: join(this.folder, 'stack'), LUYUE_PORTS: 'any', LUYUE_HTTP_RATE: '1000000', LUYUE_LANG: 'en' };
    this.env = { ...process.env, ...own };
  }

  /** The address of the HTTP door, once everything serves. */
  async start(): Promise<string> {
    const child = spawn(process.execPath, [...main, 'up', '--json'], { cwd: project, env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    let [out, said] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
    });
    await until(() => out.includes('HTTP API') || child.exitCode !== null, startMs);
    if (!out.includes('HTTP API')) throw new Error(`the stack did not start: ${out}${said}`);
    return upShape.parse(JSON.parse(out)).up['HTTP API'];
  }

  /** One call of the command line; the document it printed. */
  luyue<S extends z.ZodType>(shape: S, ...args: string[]): z.output<S> {
    const { stdout, stderr } = spawnSync(process.execPath, [...main, ...args, '--json'], { cwd: project, env: this.env, encoding: 'utf8' });
    try {
      return shape.parse(JSON.parse(stdout));
    } catch (cause) {
      throw new Error(`luyue ${args.join(' ')}: ${stdout}${stderr}`, { cause });
    }
  }

  /** A token of the stack's development issuer. */
  token(as: string, ...scopes: readonly string[]): string {
    return this.luyue(tokenShape, 'token', '--as', as, ...(scopes.length === 0 ? [] : ['--scope', scopes.join(' ')])).token;
  }

  /** The log's word on defects: also of those that no check has seen. */
  defects(): readonly string[] {
    const log = readFileSync(join(this.folder, 'stack', 'http', 'http.log'), 'utf8');
    return log.split('\n').filter((line) => line.includes('"defect"'));
  }

  async stop(): Promise<void> {
    const { child } = this;
    child?.kill('SIGINT');
    await until(() => child === undefined || child.exitCode !== null || child.signalCode !== null, 60_000);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
