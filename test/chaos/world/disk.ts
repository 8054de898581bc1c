import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LuyueError } from '../../../domain/errors';

const run = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** A small file system in memory that can really be full. */
export class SmallDisk {
  private constructor(readonly dir: string) {}

  /** Mounts one; null where this machine does not allow it. */
  static mount(dir: string, megabytes: number): SmallDisk | null {
    mkdirSync(dir, { recursive: true });
    return run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'luyue-chaos', dir) ? new SmallDisk(dir) : null;
  }

  private get ballast(): string {
    return join(this.dir, 'ballast');
  }

  /** Takes every byte that is left. */
  fill(): void {
    // It ends with an error by its nature: no space is left.
    run('dd', 'if=/dev/zero', `of=${this.ballast}`, 'bs=64k');
  }

  free(): void {
    rmSync(this.ballast, { force: true });
  }

  unmount(): void {
    if (!run('umount', this.dir) && !run('umount', '-l', this.dir)) throw new LuyueError('defect.unexpected', `${this.dir} stays mounted`);
  }
}
