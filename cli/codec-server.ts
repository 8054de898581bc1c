import { type Callers, callersIn, hashOf } from '../codec/access';
import type { CodecEntry } from '../codec/handler';
import { type CodecServer, serveCodec } from '../codec/server';
import type { Database } from '../db/connect';
import { answered } from '../db/faults';
import { organisationCache } from '../db/queries/organisation';
import { organisationVersion } from '../db/schema';
import { LuyueError } from '../domain/errors';
import type { Organisation } from '../domain/org/organisation';
import type { Record } from './doors';

/** Where a codec server listens and whom it answers. */
export interface CodecPlace {
  readonly host: string;
  readonly port: number;
  readonly origins: readonly string[];
  readonly callers: Callers;
  /** The UI of the embedded stack asks here, which can send no token. */
  readonly ownUi?: boolean;
  readonly processes: readonly string[];
  /** A line of its log. */
  readonly write: (line: string) => void;
}

/** Each decode in a line of its own, as a worker logs. */
const noteTo =
  (write: (line: string) => void) =>
  (entry: CodecEntry): void => {
    write(
      JSON.stringify({ at: new Date().toISOString(), level: entry.refused === undefined ? 'info' : 'warn', message: 'codec', ...entry }),
    );
  };

/** The people of the company as they stand at each request. */
function peopleOf(db: Database): () => Promise<Organisation> {
  const cache = organisationCache();
  return async () => {
    const [row] = await answered(db.select().from(organisationVersion));
    return cache(db, row?.version ?? 0);
  };
}

/**
 * Starts the codec server of a record. @throws LuyueError config.invalid where nothing is encrypted here or there is no master key,
 * stack.port-taken
 */
export function startCodec({ db, keys, target }: Pick<Record, 'db' | 'keys' | 'target'>, place: CodecPlace): Promise<CodecServer> {
  const { keyring } = keys();
  if (keyring === null) throw new LuyueError('config.invalid', 'LUYUE_PLAIN: is 1; nothing is encrypted, so nothing is decoded.', {});
  const { write, ...rest } = place;
  return serveCodec({ ...rest, db, keyring, organisation: peopleOf(db), namespace: target.temporal.namespace, note: noteTo(write) });
}

/** The only caller of an embedded stack: whoever can read its folder. */
export const callersOfToken = (token: string): Callers => callersIn(`${hashOf(token)} system:dev decode sensitive`);
