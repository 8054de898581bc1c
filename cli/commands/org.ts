import { readFileSync } from 'node:fs';
import { connect, type Database } from '../../db/connect';
import { answered } from '../../db/faults';
import { listChanges } from '../../db/queries/changes';
import { loadOrg } from '../../db/queries/org';
import { takeRules } from '../../db/queries/version';
import { staff } from '../../db/schema';
import { LuyueError } from '../../domain/errors';
import { versionsOf } from '../../domain/rulebook/versions';
import { requireRole } from '../acting';
import { loadRulebook } from '../lawbook';
import type { Report } from '../report';
import type { Session } from '../session';
import { pairs } from '../table';
import { targetOf } from '../target';

const words = {
  zh: { file: '文件', by: '操作人', changes: '变更', rules: '规则', unversioned: '未升版本' },
  en: { file: 'file', by: 'by', changes: 'changes', rules: 'rules', unversioned: 'without a new version' },
} as const;

export interface ActingOptions {
  readonly as?: string;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new LuyueError(
      'input.invalid',
      `${file}: cannot be read as JSON`,
      { issues: [{ path: file, reason: 'cannot be read as JSON' }] },
      { cause },
    );
  }
}

/** The company is changed by whoever owns the record: the role under which workers and doors run may not. */
async function withOwner<T>(session: Session, work: (db: Database) => Promise<T>): Promise<T> {
  const { db, close } = connect(targetOf(session).ownerUrl, { max: 2, application_name: 'luyue-cli' });
  try {
    return await work(db);
  } finally {
    await close();
  }
}

/** Where there is nobody yet, nobody can have a role: the first company is the installation's. */
async function loaderOf(db: Database, as: string | undefined): Promise<string> {
  const [somebody] = await answered(db.select({ id: staff.id }).from(staff).limit(1));
  return somebody === undefined ? (as ?? 'system:installation') : requireRole({ db }, as, ['operator']);
}

const newestChange = async (db: Database): Promise<number> => (await listChanges(db, null, 1))[0]?.id ?? 0;

/**
 * `luyue org load FILE --as STAFF`: brings branches, teams, staff, roles, limits, delegations, duties and absences to what a file says.
 * Only what differs is touched, and each change is recorded with who made it.
 * @throws LuyueError input.invalid naming every wrong value; then nothing was changed; actor.*
 */
export function load(session: Session, file: string, { as }: ActingOptions): Promise<Report> {
  return withOwner(session, async (db) => {
    const by = await loaderOf(db, as);
    const before = await newestChange(db);
    await loadOrg(db, readJson(file), by);
    const made = (await newestChange(db)) - before;
    return {
      json: { file, by, changes: made },
      text: (language) => {
        const t = words[language];
        return pairs([
          [t.file, file],
          [t.by, by],
          [t.changes, made],
        ]);
      },
    };
  });
}

/**
 * `luyue org rules --as STAFF`: records the rules and the company's policy of this version as in force, before a worker takes them up and
 * records them in its own name. @throws LuyueError policy.invalid, actor.*
 */
export function rules(session: Session, { as }: ActingOptions): Promise<Report> {
  const book = loadRulebook(session);
  return withOwner(session, async (db) => {
    const by = await requireRole({ db }, as, ['operator', 'compliance']);
    const { changed, unversioned } = await takeRules(db, versionsOf(book), by);
    return {
      json: { by, changed, unversioned },
      text: (language) => {
        const t = words[language];
        return pairs([
          [t.by, by],
          [t.rules, changed.length],
          ...(unversioned.length === 0 ? [] : [[t.unversioned, unversioned.join(', ')] as const]),
        ]);
      },
    };
  });
}
