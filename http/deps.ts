import type { Doors } from '../client/luyue';
import type { Processes } from '../client/process-type';
import type { Records } from '../client/records';
import type { Database } from '../db/connect';
import type { PersonalColumns } from '../db/keys/columns';
import type { Organisation } from '../domain/org/organisation';
import type { HttpConfig } from './config';
import type { Engine } from './engine';
import type { Feed } from './feed';
import type { Tokens } from './identity/tokens';
import type { Lawbook } from './lawbook';
import type { Log } from './log';
import type { Metrics } from './metrics';

/** What the routes work with. */
export interface Deps {
  readonly config: HttpConfig;
  readonly db: Database;
  /** How personal values stand in the record. */
  readonly columns: PersonalColumns;
  readonly records: Records;
  readonly processes: Processes;
  readonly doors: Doors;
  readonly engine: Engine;
  readonly people: () => Promise<Organisation>;
  readonly tokens: Tokens;
  readonly lawbook: Lawbook;
  readonly feed: Feed;
  readonly metrics: Metrics;
  readonly log: Log;
}
