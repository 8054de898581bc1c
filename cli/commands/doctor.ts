import { stackStatus } from '../../dev/doctor';
import { lackWords, yearsLacking } from '../../domain/calendar/lack';
import type { Instant } from '../../domain/instant';
import { loadCalendar, loadRulebook } from '../lawbook';
import type { Report } from '../report';
import { folderOf, type Session } from '../session';
import { pairs } from '../table';

const words = {
  zh: {
    folder: '目录',
    calendar: '日历',
    complete: '节假日数据齐全',
    tool: '工具',
    engine: '开发服务器',
    ui: '界面服务器',
    testServer: '测试服务器',
    running: '运行中',
    missing: '无',
    no: '未运行',
  },
  en: {
    folder: 'folder',
    calendar: 'calendar',
    complete: 'holiday data is complete',
    tool: 'tool',
    engine: 'dev server',
    ui: 'UI server',
    testServer: 'test server',
    running: 'running',
    missing: 'none',
    no: 'not running',
  },
} as const;

/** `luyue doctor`: what is on the machine, what runs, and what the calendar lacks. Changes nothing. @throws LuyueError calendar.invalid, policy.invalid */
export function doctor(session: Session, now: Instant = Date.now()): Report {
  const calendar = loadCalendar(session, loadRulebook(session));
  const missingYears = yearsLacking(calendar, now);
  const status = stackStatus(folderOf(session), session.env);
  const { tools, cache, running, stack } = status;
  return {
    // The database's address holds its password.
    json: {
      ...status,
      calendar: { version: calendar.version, years: calendar.years, missingYears },
      stack: stack && { ...stack, postgres: { port: stack.postgres.port }, messages: { url: stack.messages.url } },
    },
    text: (language) => {
      const t = words[language];
      return pairs([
        [t.folder, status.dir],
        [t.calendar, `${calendar.version}, ${lackWords(missingYears, language) || t.complete}`],
        ...Object.entries(tools).map(([name, version]): [string, string] => [`${t.tool} ${name}`, version ?? t.missing]),
        [t.engine, cache.engine === undefined ? t.missing : `${cache.engine.path} (${cache.engine.version})`],
        [t.ui, cache.ui ?? t.missing],
        [t.testServer, cache.testServer ?? t.missing],
        ...Object.entries(running).map(([name, pid]): [string, string | number] => [`${t.running} ${name}`, pid ?? t.no]),
        ['Temporal', stack?.engine.address],
        ['Temporal UI', stack?.engine.uiUrl],
        ['PostgreSQL', stack?.postgres.port],
      ]);
    },
  };
}
