import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/folder';

const root = join(__dirname, '..', '..');
const folder = temporaryFolder();

/** Lints one file under the project's own biome.json, in a folder of its own because fixtures are not linted in place. */
const lint = (fixture: string): { status: number | null; output: string } => {
  copyFileSync(join(root, 'biome.json'), join(folder, 'biome.json'));
  copyFileSync(join(root, 'test', 'fixtures', 'lint', fixture), join(folder, fixture));
  writeFileSync(join(folder, 'tsconfig.json'), '{}');
  const args = ['lint', '--vcs-enabled=false', fixture];
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules', '.bin', 'biome'), args, { cwd: folder, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
};

describe('the lint of the project', () => {
  it('refuses a promise that nobody awaits', () => {
    const { status, output } = lint('floating.ts');
    expect(output).toContain('lint/nursery/noFloatingPromises');
    expect(status).toBe(1);
  });

  it('has nothing to say when the promise is awaited', () => {
    const { status, output } = lint('awaited.ts');
    expect(output).not.toContain('lint/');
    expect(status).toBe(0);
  });
});
