import type { Database } from '../../db/connect';
import { newestRootOf, type RootOptions, rootsAfter, writeRoots } from '../../db/queries/record-root';
import type { WholeRoot } from '../../db/record/root';
import { type RootSigner, sealedBy } from '../../db/record/root-seal';
import { LuyueError } from '../../domain/errors';
import type { Instant } from '../../domain/instant';
import { codeOf, wordsOf } from '../courier';
import type { Log } from '../log';
import type { Running } from '../relay';
import { startRepeating } from '../repeat';
import type { RootPlace } from './place';

export interface RootsOptions {
  readonly db: Database;
  readonly log: Log;
  readonly signer: RootSigner | null;
  readonly places: readonly RootPlace[];
  /** Time between two roots, in ms. */
  readonly everyMs: number;
  readonly waits?: Pick<RootOptions, 'settleMs' | 'patienceMs' | 'events'>;
}

const pageRoots = 50;

/** What leaves is what was signed: a root that was changed in its table before it left is not passed on. */
function requireSealed(root: WholeRoot, signer: RootSigner | null): WholeRoot {
  if (signer !== null && sealedBy(root) !== signer.publicKey)
    throw new LuyueError('record.tampered', `record_root ${root.no}: it is not the root that was signed.`, {
      table: 'record_root',
      no: root.no,
    });
  return root;
}

async function keepIn(place: RootPlace, { db, log, signer }: RootsOptions): Promise<void> {
  const read = async (no: number) => (await rootsAfter(db, no, pageRoots)).map((root) => requireSealed(root, signer));
  try {
    for (let kept = 1; kept > 0; ) kept = await place.keep(read);
  } catch (error) {
    log.error('roots not kept', { place: place.name, code: codeOf(error), detail: wordsOf(error) });
  }
}

/** One look: writes a root where one is due, and brings every place up to date. */
export async function lookAtRoots(options: RootsOptions, now: Instant): Promise<void> {
  const { db, log, signer, everyMs, places, waits = {} } = options;
  const before = await newestRootOf(db);
  const isDue = before === undefined || now - before.at >= everyMs;
  const written = isDue ? await writeRoots(db, now, { signer, everyMs, ...waits }) : [];
  for (const { no, cases, root } of written) log.info('root', { no, cases, root });
  for (const place of places) await keepIn(place, options);
}

const lookMs = 30_000;

/**
 * Writes the roots of the record and sends them where the database cannot write. Harmless in several processes: one writes a root, and
 * each brings its own places up to date.
 */
export function startRoots(options: RootsOptions): Running {
  const { log, places, everyMs } = options;
  if (places.length === 0)
    log.warn('roots are kept in the database only, where whoever owns it can change them: LUYUE_ROOTS_FILE, LUYUE_ROOTS_URL');
  const work = () => lookAtRoots(options, Date.now());
  return startRepeating({ work, everyMs: Math.min(lookMs, everyMs), waitsFirst: true, failed: 'no root written', log });
}
