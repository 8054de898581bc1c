import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readStackFile, type StackFile } from '../../dev/stack-file';
import { until } from '../../dev/waiting';

const run = promisify(execFile);
const openedShape = z.object({ cases: z.tuple([z.object({ case: z.string() })]) });

const project = join(__dirname, '../..');

/** `luyue up --demo` in a folder and on ports of its own. */
export class Demo {
  private said = '';

  private constructor(
    readonly dir: string,
    readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.said += chunk.toString();
      });
  }

  /** @throws Error with all that it said where it does not come up. */
  static async start(dir: string): Promise<Demo> {
    const env = { ...process.env, LUYUE_DIR: dir, LUYUE_PORTS: 'any' };
    const args = ['--import', 'tsx', 'cli/main.ts', 'up', '--demo', '--lang', 'zh'];
    const demo = new Demo(dir, spawn(process.execPath, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] }));
    await until(() => demo.said.includes('Temporal UI') || demo.child.exitCode !== null, 600_000);
    if (!demo.said.includes('Temporal UI') || demo.child.exitCode !== null) throw new Error(`The demo did not come up: ${demo.said}`);
    return demo;
  }

  /** Opens a case as an internal tool would; answers its id. */
  async open(word: string, content: object): Promise<string> {
    const file = join(this.dir, `${word}.json`);
    writeFileSync(file, JSON.stringify({ process: word, ...content }));
    const args = ['--import', 'tsx', 'cli/main.ts', 'open', word, '--file', file, '--json'];
    const { stdout } = await run(process.execPath, args, { cwd: project, env: { ...process.env, LUYUE_DIR: this.dir } });
    return openedShape.parse(JSON.parse(stdout)).cases[0].case;
  }

  get stack(): StackFile {
    const file = readStackFile(this.dir);
    if (file === undefined) throw new Error(`The demo has no stack: ${this.said}`);
    return file;
  }

  /** Stops what it started, as Ctrl-C does. */
  async stop(): Promise<void> {
    this.child.kill('SIGINT');
    if (!(await until(() => this.child.exitCode !== null || this.child.signalCode !== null, 90_000))) this.child.kill('SIGKILL');
  }
}
