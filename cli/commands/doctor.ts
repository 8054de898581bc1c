import { stackStatus } from '../../dev/doctor';
import type { Report } from '../report';
import { folderOf, type Session } from '../session';
import { pairs } from '../table';

const words = {
  zh: { folder: '目录', tool: '工具', engine: '开发服务器', testServer: '测试服务器', running: '运行中', missing: '无', no: '未运行' },
  en: {
    folder: 'folder',
    tool: 'tool',
    engine: 'dev server',
    testServer: 'test server',
    running: 'running',
    missing: 'none',
    no: 'not running',
  },
} as const;

/** `luyue doctor`: what is on the machine and what runs. Changes nothing. */
export function doctor(session: Session): Report {
  const status = stackStatus(folderOf(session), session.env);
  const { tools, cache, running, stack } = status;
  return {
    // The database's address holds its password.
    json: { ...status, stack: stack && { ...stack, postgres: { port: stack.postgres.port }, messages: { url: stack.messages.url } } },
    text: (language) => {
      const t = words[language];
      return pairs([
        [t.folder, status.dir],
        ...Object.entries(tools).map(([name, version]): [string, string] => [`${t.tool} ${name}`, version ?? t.missing]),
        [t.engine, cache.engine === undefined ? t.missing : `${cache.engine.path} (${cache.engine.version})`],
        [t.testServer, cache.testServer ?? t.missing],
        ...Object.entries(running).map(([name, pid]): [string, string | number] => [`${t.running} ${name}`, pid ?? t.no]),
        ['Temporal', stack?.engine.address],
        ['Temporal UI', stack?.engine.uiUrl],
        ['PostgreSQL', stack?.postgres.port],
      ]);
    },
  };
}
