import { readCodecConfig } from '../../codec/config';
import { ensureCodecToken } from '../../dev/codec-token';
import { type CodecPlace, callersOfToken, startCodec } from '../codec-server';
import { withRecord } from '../doors';
import { aborted, interruption } from '../interrupt';
import type { Report } from '../report';
import { folderOf, type Session } from '../session';
import type { Target } from '../target';

const words = {
  zh: { up: '解码服务已启动。按 Ctrl-C 停止。', stopped: '解码服务已停止。' },
  en: { up: 'The codec server is up. Ctrl-C stops it.', stopped: 'The codec server has stopped.' },
} as const;

/** Beside the embedded stack on any free port: `up` runs one of its own for the UI. */
function embeddedPlace(session: Session, { uiUrl }: Target): Omit<CodecPlace, 'write' | 'processes'> {
  const token = ensureCodecToken(folderOf(session));
  const origins = uiUrl === null ? [] : [uiUrl];
  return { host: '127.0.0.1', port: 0, origins, callers: callersOfToken(token), ownUi: true };
}

/**
 * `luyue codec`: serves `/decode` and `/encode` until Ctrl-C, for the Temporal UI and for tools in other languages; each call is a line on
 * standard error. With `--existing` the environment says where and for whom.
 * @throws LuyueError config.invalid, stack.port-taken, stack.failed
 */
export function codec(session: Session): Promise<Report> {
  return withRecord(session, async (record) => {
    const place = session.existing ? readCodecConfig(session.env) : embeddedPlace(session, record.target);
    const { signal, forget } = interruption();
    const server = await startCodec(record, { ...place, processes: Object.keys(session.processes), write: session.note });
    const url = `http://${place.host}:${server.port}`;
    try {
      session.print(session.json ? JSON.stringify({ codec: url }) : `${words[session.language].up}\n${url}`);
      await aborted(signal);
    } finally {
      await server.close();
      forget();
    }
    return { json: { codec: null }, text: (language) => words[language].stopped };
  });
}
