import { asc, gt, inArray } from 'drizzle-orm';
import type { Database } from '../connect';
import { answered } from '../faults';
import type { Head } from '../record/chain';
import type { Flaw } from '../record/flaw';
import type { OutsideRoots } from '../record/outside-roots';
import { hashOfRoot, type LedgerMark, type Root } from '../record/root';
import { sealedBy } from '../record/root-seal';
import { recordHead, recordRoot } from '../schema';
import { type LedgerName, ledgerNames, markIn, markUpTo } from './ledgers';

/** What is believed beside the database. */
export interface Trust {
  /** Roots that were kept where the database cannot write. */
  readonly outside?: OutsideRoots;
  /** Public key of whoever signs the roots; without it a seal is only checked for itself. */
  readonly publicKey?: string | null;
}

const pageRoots = 200;

const flaw = (no: number, detail: string): Flaw => ({ kind: 'root', where: `root ${no}`, seq: null, detail });

async function headsByRoot(db: Database, roots: readonly Root[]): Promise<ReadonlyMap<number, readonly Head[]>> {
  const found = new Map<number, Head[]>(roots.map(({ no }) => [no, []]));
  const nos = roots.map(({ no }) => no);
  for (const { no, ...head } of await answered(db.select().from(recordHead).where(inArray(recordHead.no, nos)))) found.get(no)?.push(head);
  return found;
}

function sealFlaw(root: Root, before: Root | undefined, publicKey: string | null): Flaw | null {
  const by = sealedBy(root);
  if (root.seal !== null && by === null) return flaw(root.no, 'its seal does not fit');
  if (publicKey !== null && by !== publicKey) return flaw(root.no, by === null ? 'it has no seal' : 'it was sealed with another key');
  const signedBefore = before === undefined ? null : sealedBy(before);
  return signedBefore !== null && by !== signedBefore ? flaw(root.no, `it was not sealed with the key of root ${before?.no}`) : null;
}

/** Walks the roots of the record in their order, with the tables that they cover. */
class RootCheck {
  private before: Root | undefined;
  private readonly marks = new Map<LedgerName, LedgerMark>();
  private readonly broken = new Set<LedgerName>();
  readonly flaws: Flaw[] = [];

  constructor(
    private readonly db: Database,
    private readonly trust: Trust,
  ) {}

  /** @returns whether the walk goes on: after a root that is not what was written nothing can be said */
  async next(root: Root, heads: readonly Head[]): Promise<boolean> {
    const found = this.flawOf(root, heads);
    if (found !== null) this.flaws.push(found);
    else for (const name of ledgerNames) await this.ledger(name, root);
    this.before = root;
    return found === null;
  }

  private flawOf(root: Root, heads: readonly Head[]): Flaw | null {
    const { no, previous } = root;
    if (no !== (this.before?.no ?? 0) + 1) return flaw(no, `root ${(this.before?.no ?? 0) + 1} is missing before it`);
    if (previous !== (this.before?.root ?? '') || hashOfRoot({ ...root, heads }) !== root.root)
      return flaw(no, 'the root or one of its heads is not what was written');
    return sealFlaw(root, this.before, this.trust.publicKey ?? null);
  }

  private async ledger(name: LedgerName, { no, ledgers }: Root): Promise<void> {
    const [from, known] = [this.marks.get(name) ?? markIn({}, name), markIn(ledgers, name)];
    if (this.broken.has(name) || (from.upTo === known.upTo && from.hash === known.hash)) return;
    const mark = await answered(markUpTo(this.db, name, from, known.upTo));
    this.marks.set(name, mark);
    if (mark.hash === known.hash && mark.rows === known.rows) return;
    this.broken.add(name);
    const detail = `its rows ${from.upTo + 1} to ${known.upTo} are not those that root ${no} covers: ${mark.rows - from.rows} are there, ${known.rows - from.rows} were`;
    this.flaws.push({ kind: 'ledger', where: name, seq: from.upTo + 1, detail });
  }
}

/** The roots of the record against those that were kept outside. */
async function againstOutside(db: Database, { roots, flaws }: OutsideRoots): Promise<readonly Flaw[]> {
  const found: Flaw[] = [...flaws];
  for (let i = 0; i < roots.length; i += pageRoots) {
    const kept = roots.slice(i, i + pageRoots);
    const nos = kept.map(({ no }) => no);
    const rows = await answered(
      db.select({ no: recordRoot.no, root: recordRoot.root }).from(recordRoot).where(inArray(recordRoot.no, nos)),
    );
    const known = new Map(rows.map(({ no, root }) => [no, root]));
    for (const { no, root } of kept) {
      if (known.get(no) === root) continue;
      const detail = known.has(no)
        ? 'the record holds another root of this number than was kept outside'
        : 'the record no longer has it: it was brought back to an earlier moment';
      return [...found, flaw(no, detail)];
    }
  }
  return found;
}

/** What is wrong with the roots of a record and with the tables beside the cases that they cover. @throws LuyueError records.unavailable */
export async function verifyRecordRoots(db: Database, trust: Trust): Promise<readonly Flaw[]> {
  const check = new RootCheck(db, trust);
  for (let after = 0, more = true; more; ) {
    const roots = await answered(db.select().from(recordRoot).where(gt(recordRoot.no, after)).orderBy(asc(recordRoot.no)).limit(pageRoots));
    const heads = await headsByRoot(db, roots);
    for (const root of roots) {
      more = await check.next(root, heads.get(root.no) ?? []);
      if (!more) break;
    }
    after = roots.at(-1)?.no ?? after;
    more &&= roots.length === pageRoots;
  }
  return [...check.flaws, ...(trust.outside === undefined ? [] : await againstOutside(db, trust.outside))];
}
