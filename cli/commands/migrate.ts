import { migrate as bringForward } from '../../db/migrate';
import type { Report } from '../report';
import type { Session } from '../session';
import { targetOf } from '../target';

/**
 * `luyue migrate`: brings the schema of the record to the newest migration of this version. Repeating it changes nothing; of several at
 * once one does it. @throws LuyueError records.unavailable, config.invalid
 */
export async function migrate(session: Session): Promise<Report> {
  await bringForward(targetOf(session).databaseUrl);
  return {
    json: { migrated: true },
    text: (language) => (language === 'zh' ? '表结构为本版本最新' : 'the schema is that of this version'),
  };
}
