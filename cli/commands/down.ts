import { stopStack } from '../../dev/stack';
import { readStackFile, runningOwner } from '../../dev/stack-file';
import { stopHttp } from '../http-process';
import type { Report } from '../report';
import { folderOf, type Session } from '../session';
import { stopWorker } from '../worker-process';

const done = { zh: '已停止，数据保留。', en: 'Stopped; the data stays.' } as const;

/** `luyue down`: stops whatever runs in this folder, whoever started it. Harmless where nothing runs. @throws LuyueError stack.failed */
export async function down(session: Session): Promise<Report> {
  const folder = folderOf(session);
  const stack = readStackFile(folder);
  const stopOwn = () => Promise.all([stopWorker(session), stopHttp(session)]);
  // A living `up` stops its worker and HTTP door itself, before the services go; a killed one has left them.
  if (stack === undefined || runningOwner(stack) === undefined) await stopOwn();
  await stopStack(folder);
  await stopOwn();
  return { json: { down: true, folder }, text: (language) => done[language] };
}
