import { Client } from 'pg';
import { answered } from './faults';
import { tableProofs } from './record/tables';

/** Roles of the database beside the one that owns the record. */
export interface DatabaseRoles {
  /** Workers, doors and couriers: writes what a commit writes, and owns nothing. */
  readonly application: string;
  /** Reports and the people who verify: reads everything but keys and personal values. */
  readonly reader?: string | undefined;
}

const personal: ReadonlySet<string> = new Set(['personal_value', 'party', 'data_key']);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const privileges = (may: readonly string[]): string =>
  ['select', ...may.map((one) => one.replace(/^update\((.*)\)$/, 'update ($1)'))].join(', ');

/** What the role of workers and doors gets: no more than the registry of tables says, whatever it had. */
function applicationGrants(role: string): readonly string[] {
  const grants = Object.entries(tableProofs).map(([table, { may }]) => `grant ${privileges(may)} on table ${quoted(table)} to ${role}`);
  return [`revoke all on all tables in schema public from ${role}`, ...grants, `grant usage, select on sequence feed_no_seq to ${role}`];
}

function readerGrants(role: string): readonly string[] {
  const readable = Object.keys(tableProofs).filter((table) => !personal.has(table));
  return [`revoke all on all tables in schema public from ${role}`, `grant select on table ${readable.map(quoted).join(', ')} to ${role}`];
}

const statements = ({ application, reader }: DatabaseRoles): readonly string[] => [
  // Who may make a table could put one in the way of another.
  'revoke create on schema public from public',
  ...[application, ...(reader === undefined ? [] : [reader])].map((role) => `grant usage on schema public to ${quoted(role)}`),
  ...applicationGrants(quoted(application)),
  ...(reader === undefined ? [] : readerGrants(quoted(reader))),
];

/**
 * Gives the roles their rights on the newest schema, as its owner; in one transaction, so that nobody is without them meanwhile. Repeating
 * it changes nothing. The roles exist already: an administrator of the server makes them. @throws LuyueError records.unavailable
 */
export async function grantRoles(ownerUrl: string, roles: DatabaseRoles): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000, application_name: 'luyue-migrate' });
  client.on('error', () => undefined);
  await answered(client.connect());
  try {
    await answered(client.query(['begin', ...statements(roles), 'commit'].join(';\n')));
  } finally {
    await client.end();
  }
}
