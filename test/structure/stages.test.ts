import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** What reads a clock, chance or the world. The engine's sandbox took it away; commit runs stages in plain Node. */
const impure: readonly RegExp[] = [
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /\bDate\(\s*\)/,
  /\bperformance\b/,
  /\bMath\.random\b/,
  /\bcrypto\b/,
  /\bprocess\s*\.\s*(env|hrtime|argv|cwd|nextTick|uptime)\b/,
  /\bset(Timeout|Interval|Immediate)\b/,
  /\bqueueMicrotask\b/,
  /\bfetch\s*\(/,
  /\bglobalThis\b/,
  /\bconsole\b/,
  /\brequire\s*\(/,
  /\bimport\s*\(/,
  /\beval\b/,
  /\bnew Function\b/,
  /\bfrom '(?!\.)/,
];

const impureIn = (text: string): readonly string[] => impure.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

const importPattern = /^(?:import|export)\s+(?!type\s)(?:[^;']*?from\s+)?'(\.[^']+)';/gms;

/** A file and all that it takes values from. */
function reached(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file) || file.endsWith('.json')) return seen;
  seen.add(file);
  for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(importPattern)) {
    const path = resolve(dirname(file), target);
    reached(existsSync(`${path}.ts`) ? `${path}.ts` : existsSync(path) ? path : join(path, 'index.ts'), seen);
  }
  return seen;
}

const files = [...reached(join(root, 'workflows/runnables.ts'))].map((file) => relative(root, file));

describe('the code of stages, and all that it is made of', () => {
  it('is found: every process, the kernel and the domain', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'workflows/claims/claim.ts',
        'workflows/emergencies/effects.ts',
        'domain/case/fold.ts',
        'domain/clock/compression.ts',
      ]),
    );
    expect(files.length).toBeGreaterThan(60);
  });

  it.each(files)('reads no clock, no chance and nothing of the world: %s', (file) => {
    expect(impureIn(withoutComments(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it.each([
    'const at = Date.now();',
    'const at = new Date();',
    'c.note("lot", Math.random());',
    "import { readFileSync } from 'node:fs';",
    "import { randomUUID } from 'node:crypto';",
    'await fetch("https://x.example");',
    'if (process.env.FAST) return;',
    'await new Promise((resolve) => setTimeout(resolve, 5));',
    'console.log(c.case);',
    'const { at } = await import("./clock");',
  ])('would be found out: %s', (line) => {
    expect(impureIn(line)).not.toEqual([]);
  });

  it('may make a date of an instant that it was given', () => {
    expect(impureIn('const text = new Date(at).toISOString();')).toEqual([]);
  });
});
