import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder for the tests of the calling file, deleted after them; call it at the top of the file. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'luyue-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
