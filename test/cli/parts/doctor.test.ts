import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendar } from '../../../cli/commands/calendar';
import { doctor } from '../../../cli/commands/doctor';
import type { Session } from '../../../cli/session';
import { chinaCalendar } from '../../../domain/calendar/china';
import { cst } from '../../support/dates';
import { temporaryFolder } from '../../support/folder';

const folder = temporaryFolder();
const next = (chinaCalendar().years.at(-1) ?? 0) + 1;
const now = cst(`${next}-03-31T10:00`);

const session: Session = {
  args: [],
  env: { LUYUE_DIR: join(folder, 'stack') },
  language: 'en',
  json: false,
  existing: false,
  processes: {},
  definitions: () => ({}),
  repeat: [],
  print: () => undefined,
  note: () => undefined,
};

describe('in a year whose holiday notice is not there', () => {
  it('doctor and calendar say which year is missing, what that means and how it is loaded, until it was', async () => {
    const reports = async () => [doctor(session, now), await calendar(session, undefined, undefined, { now })];
    for (const report of await reports()) {
      expect(report.text('en')).toContain(`No holiday data for ${next}: limits in working days have no due date there`);
      expect(report.text('zh')).toContain(`缺少 ${next} 年节假日数据`);
      expect(report.text('zh')).toContain('luyue calendar add FILE');
    }
    expect(doctor(session, now).json).toMatchObject({ calendar: { missingYears: [next] } });
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'notice.json');
    writeFileSync(file, JSON.stringify({ year: next, papers: [], days: [{ name: '元旦', date: `${next}-01-01`, isOffDay: true }] }));
    await calendar(session, 'add', file, { now });
    for (const report of await reports()) expect(report.text('en')).not.toContain('No holiday data');
    expect(doctor(session, now).text('en')).toContain('holiday data is complete');
  });
});
