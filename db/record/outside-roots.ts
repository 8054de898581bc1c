import { z } from 'zod';
import { LuyueError } from '../../domain/errors';
import type { Head } from './chain';
import type { Flaw } from './flaw';
import { hashOfRoot, type Root, type WholeRoot } from './root';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const whole = z.int().min(0);

const shape = z.strictObject({
  no: z.int().min(1),
  at: whole,
  cases: whole,
  feedNo: whole,
  ledgers: z.record(z.string(), z.strictObject({ upTo: whole, rows: whole, hash: z.string() })),
  previous: z.string(),
  root: hash,
  seal: z.string().nullable(),
  heads: z.array(z.tuple([z.string(), z.int().min(1), hash])),
});

/** A root as it is kept outside: one line of JSON. */
export const lineOfRoot = ({ heads, ...root }: WholeRoot): string =>
  JSON.stringify({ ...root, heads: heads.map(({ caseId, seq, hash: of }) => [caseId, seq, of]) });

const wrong = (line: number, reason: string): LuyueError =>
  new LuyueError('input.invalid', `line ${line} of the roots: ${reason}`, { issues: [{ path: `/${line}`, reason }] });

/** A line as JSON; undefined where a crash has cut it: the root stands again behind it, or its number is missing. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws LuyueError input.invalid naming line and place */
function parsed(json: unknown, line: number): WholeRoot {
  const result = shape.safeParse(json);
  if (!result.success) throw wrong(line, result.error.issues.map(({ path, message }) => `/${path.join('/')} ${message}`).join('; '));
  return { ...result.data, heads: result.data.heads.map(([caseId, seq, of]) => ({ caseId, seq, hash: of })) };
}

/** Roots that were kept where the database cannot write: what a record has to hold, whatever its own tables say. */
export class OutsideRoots {
  /** The newest head of every case that a root knows. */
  readonly heads = new Map<string, Head>();
  readonly roots: Root[] = [];
  /** What is wrong with the roots themselves. */
  readonly flaws: Flaw[] = [];
  private lines = 0;

  get newest(): Root | undefined {
    return this.roots.at(-1);
  }

  /** Takes the next line; one that is repeated is the same root. @throws LuyueError input.invalid */
  add(text: string): void {
    this.lines++;
    const json = jsonIn(text);
    if (json === undefined) return;
    const root = parsed(json, this.lines);
    const { newest } = this;
    if (newest !== undefined && root.no <= newest.no && this.roots.some(({ no, root: of }) => no === root.no && of === root.root)) return;
    this.judge(root, newest);
    const { heads, ...bare } = root;
    this.roots.push(bare);
    for (const head of heads) this.heads.set(head.caseId, head);
  }

  private judge(root: WholeRoot, before: Root | undefined): void {
    const flaw = (detail: string): Flaw => ({ kind: 'root', where: `root ${root.no}`, seq: null, detail });
    if (hashOfRoot(root) !== root.root) this.flaws.push(flaw(`line ${this.lines} of the roots is not what was written`));
    else if (before !== undefined && root.no !== before.no + 1)
      this.flaws.push(flaw(`line ${this.lines} of the roots: root ${before.no + 1} is missing before it`));
    else if (before !== undefined && root.previous !== before.root)
      this.flaws.push(flaw(`line ${this.lines} of the roots does not follow root ${before.no}`));
  }
}
