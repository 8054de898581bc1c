import { grantRoles } from '../../db/grants';
import { migrate as bringForward } from '../../db/migrate';
import type { Report } from '../report';
import type { Session } from '../session';
import { type Target, targetOf } from '../target';

/** The newest schema, and the rights of the roles on it. @throws LuyueError records.unavailable */
export async function prepareSchema({ ownerUrl, roles }: Target): Promise<void> {
  await bringForward(ownerUrl);
  if (roles !== null) await grantRoles(ownerUrl, roles);
}

/**
 * `luyue migrate`: brings the schema of the record to the newest migration of this version, and gives the roles of the database their rights
 * on it (LUYUE_DB_APPLICATION, LUYUE_DB_READER), as its owner (LUYUE_OWNER_URL). Repeating it changes nothing; of several at
 * once one does it. @throws LuyueError records.unavailable, config.invalid
 */
export async function migrate(session: Session): Promise<Report> {
  await prepareSchema(targetOf(session));
  return {
    json: { migrated: true },
    text: (language) => (language === 'zh' ? '表结构为本版本最新' : 'the schema is that of this version'),
  };
}
