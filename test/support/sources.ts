import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const passedOver: ReadonlySet<string> = new Set(['node_modules', 'dist', '.git', '.luyue', 'coverage']);

/** Paths of all TypeScript files below a folder, relative to it. */
export function sourceFiles(root: string, folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : sourceFiles(root, path);
    return entry.name.endsWith('.ts') ? [relative(root, path)] : [];
  });
}
