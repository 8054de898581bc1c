import { randomBytes } from 'node:crypto';
import { LuyueError } from '../../domain/errors';
import type { Database } from '../connect';
import type { KeyKind } from '../schema/data-key';
import { newKeyBytes } from './cipher';
import { Kept } from './kept';
import type { BareKey, MasterKey, WrappedKey } from './master';
import { currentOr, findCurrent, readKeys, type StoredKey } from './store';

/** A key ready for use. */
export interface OpenKey extends BareKey, Pick<StoredKey, 'kind' | 'caseId' | 'subject' | 'version'> {}

/** What became of a key that was asked for by its id. */
export type Found = OpenKey | 'destroyed' | 'unknown';

/** A new key that no database has seen yet. */
export type Spare = BareKey & WrappedKey;

export interface KeyringOptions {
  readonly db: Database;
  readonly master: MasterKey;
  readonly now?: () => number;
  /** Keys held at most. */
  readonly limit?: number;
  /** After how long a key is read from the store again, in ms: a destroyed one is forgotten by then. */
  readonly maxAgeMs?: number;
}

const stockSize = 32;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** 100 random bits: it tells nothing, and no two meet. */
const newKeyId = (): string => [...randomBytes(20)].map((byte) => alphabet[byte % 32]).join('');

interface Current {
  readonly key: OpenKey;
  /** When the store said so. */
  readonly at: number;
}

/** The keys of one process: unwrapped once, held for a while, in memory only. */
export class Keyring {
  private readonly held: Kept<Exclude<Found, 'unknown'>>;
  private readonly currents: Kept<Current>;
  private readonly coming = new Map<string, Promise<void>>();
  private stock: readonly Spare[] = [];
  private indexing: Promise<OpenKey> | undefined;
  /** Of what belongs to no workflow. Never let go of: without it a worker cannot even say why a task has failed, and ends. */
  private ofNamespace: Current | undefined;
  private readonly now: () => number;

  constructor(private readonly options: KeyringOptions) {
    const { limit = 10_000, maxAgeMs = 600_000, now = Date.now } = options;
    this.now = now;
    this.held = new Kept(limit, maxAgeMs, now);
    this.currents = new Kept(limit, maxAgeMs, now);
  }

  get masterId(): string {
    return this.options.master.id;
  }

  /** Keys by their ids, with one query for all that are not held. @throws LuyueError records.unavailable, keys.unavailable */
  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    const missing = [...new Set(ids)].filter((id) => this.held.get(id) === undefined && !this.coming.has(id));
    if (missing.length > 0) {
      const loading = this.load(missing).finally(() => {
        for (const id of missing) this.coming.delete(id);
      });
      for (const id of missing) this.coming.set(id, loading);
    }
    await Promise.all(ids.map((id) => this.coming.get(id)));
    return new Map(ids.map((id) => [id, this.held.get(id) ?? 'unknown']));
  }

  private async load(ids: readonly string[]): Promise<void> {
    const stored = await readKeys(this.options.db, ids);
    for (const { id } of stored.filter(({ wrapped }) => wrapped === null)) this.held.set(id, 'destroyed');
    const opened = await this.open(stored);
    for (const key of opened) if (key.kind === 'payload') this.noteNewer(key);
  }

  /** A message under a newer key than the one we know to be current: somebody has retired ours. */
  private noteNewer(key: OpenKey): void {
    const known = this.currents.get(key.caseId);
    if (known !== undefined && known.key.version < key.version) this.currents.set(key.caseId, { key, at: this.now() });
  }

  /** Stored keys ready for use, those that are not destroyed. Unwraps in one call what is not held yet. */
  async open(stored: readonly StoredKey[]): Promise<readonly OpenKey[]> {
    const closed = stored.flatMap(({ id, wrapped, master }) =>
      wrapped === null || this.held.get(id) !== undefined ? [] : [{ id, wrapped, master }],
    );
    const bare = closed.length === 0 ? [] : await this.options.master.unwrap(closed);
    const bytes = new Map(bare.map((key) => [key.id, key.bytes]));
    return stored.flatMap((row) => {
      const before = this.held.get(row.id);
      if (before !== undefined) return before === 'destroyed' ? [] : [before];
      const found = bytes.get(row.id);
      return found === undefined ? [] : [this.hold(row, found)];
    });
  }

  private hold({ id, kind, caseId, subject, version }: Omit<StoredKey, 'wrapped' | 'master' | 'retired'>, bytes: Buffer): OpenKey {
    const key = { id, kind, caseId, subject, version, bytes };
    this.held.set(id, key);
    return key;
  }

  /**
   * The key that encrypts the payloads of a workflow now; made where there is none. `trustMs`: how old the store's word may be
   * that it is the current one. While the store is away its last word stands: nobody can destroy a key meanwhile.
   */
  async current(workflowId: string, trustMs: number): Promise<OpenKey> {
    const known = this.currents.get(workflowId) ?? (workflowId === '' ? this.ofNamespace : undefined);
    if (known !== undefined && this.now() - known.at < trustMs) return known.key;
    const at = this.now();
    try {
      const key = await this.findOrMake('payload', workflowId);
      this.currents.set(workflowId, { key, at });
      if (workflowId === '') this.ofNamespace = { key, at };
      return key;
    } catch (error) {
      if (known === undefined || !(error instanceof LuyueError && error.code === 'records.unavailable')) throw error;
      return known.key;
    }
  }

  /** The key of the blind index; there is one. */
  index(): Promise<OpenKey> {
    this.indexing ??= this.findOrMake('index', '').catch((error: unknown) => {
      this.indexing = undefined;
      throw error;
    });
    return this.indexing;
  }

  private async findOrMake(kind: KeyKind, caseId: string): Promise<OpenKey> {
    const found = (await findCurrent(this.options.db, kind, caseId)) ?? (await this.make(kind, caseId));
    const [key] = await this.open([found]);
    if (key === undefined) throw new LuyueError('keys.unavailable', `The key ${found.id} was destroyed a moment ago.`, { key: found.id });
    return key;
  }

  private async make(kind: KeyKind, caseId: string): Promise<StoredKey> {
    const spare = await this.spare();
    const row = await currentOr(this.options.db, kind, caseId, spare);
    if (row.id === spare.id) this.hold(row, spare.bytes);
    else this.stock = [...this.stock, spare];
    return row;
  }

  /** A new key out of a stock that is wrapped in one call. Whoever takes it stores it. */
  async spare(): Promise<Spare> {
    for (;;) {
      const [first, ...rest] = this.stock;
      if (first !== undefined) {
        this.stock = rest;
        return first;
      }
      const fresh = await this.fresh();
      this.stock = [...this.stock, ...fresh];
    }
  }

  private async fresh(): Promise<readonly Spare[]> {
    const bare = Array.from({ length: stockSize }, () => ({ id: newKeyId(), bytes: newKeyBytes() }));
    const wrapped = await this.options.master.wrap(bare);
    return bare.flatMap((key, i) => {
      const stored = wrapped[i];
      return stored === undefined ? [] : [{ ...key, ...stored }];
    });
  }

  /** A new key as it will be in the store, ready for use. Never stored, it harms nobody. */
  adopt({ id, bytes }: Spare, at: Pick<StoredKey, 'kind' | 'caseId' | 'subject' | 'version'>): OpenKey {
    return this.hold({ ...at, id }, bytes);
  }
}
