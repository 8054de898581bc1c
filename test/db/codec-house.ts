import { createHash } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { callersIn } from '../../codec/access';
import type { CodecEntry } from '../../codec/handler';
import { payloadCodec } from '../../codec/payload-codec';
import { type CodecServer, type CodecServerOptions, serveCodec } from '../../codec/server';
import { keyBytes } from '../../db/keys/cipher';
import { Keyring } from '../../db/keys/keyring';
import { localMaster } from '../../db/keys/master';
import { readOrganisation } from '../../db/queries/organisation';
import type { OpenRequest } from '../../domain/case/opening';
import { opened, records, sampleDeps } from './support';

const master = localMaster([Buffer.alloc(keyBytes, 1)]);
export const uiOrigin = 'https://temporal.insurer.example';
export const hash = (token: string): string => createHash('sha256').update(token).digest('hex');

// A manager, a handler, a tool that may only encode, and one that reads.
const callers = callersIn(
  [
    `${hash('of-a-manager')} zhou-wei # team lead`,
    `${hash('of-a-handler')} chen-xi`,
    `${hash('of-one-who-left')} nobody-any-more`,
    `${hash('of-a-tool')} system:intake`,
    `${hash('of-an-auditor')} system:audit decode`,
    `${hash('of-a-trusted-auditor')} system:trusted decode sensitive`,
    `${hash('of-head-office')} qin-ruo`,
    `${hash('of-another-branch')} jiang-tao`,
  ].join('\n'),
);

export const base64 = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('base64');
export const asJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
  data: base64(data),
});
export const plain = defaultPayloadConverter.toPayload({ name: '张三', phone: '13800000000' });

/** A payload as JSON carries it. */
export type JsonPayload = ReturnType<typeof asJson>;

interface Call {
  readonly path?: string;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly text?: string;
}

/** A codec server on a record of its own, with the callers above. */
export function codecHouse() {
  const record = records();
  const entries: CodecEntry[] = [];
  const servers: CodecServer[] = [];
  const keyring = () => new Keyring({ db: record().db, master });

  async function served(more: Partial<CodecServerOptions> = {}): Promise<string> {
    const { organisation } = await readOrganisation(record().db);
    const server = await serveCodec({
      host: '127.0.0.1',
      port: 0,
      origins: [uiOrigin],
      db: record().db,
      processes: ['sample'],
      keyring: keyring(),
      callers,
      organisation: async () => organisation,
      namespace: 'luyue',
      note: (entry) => entries.push(entry),
      ...more,
    });
    servers.push(server);
    return `http://127.0.0.1:${server.port}`;
  }

  let url = '';
  beforeAll(async () => {
    url = await served();
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
  });
  beforeEach(() => {
    entries.length = 0;
  });

  /** A case in the record, of the motor team in the north where nothing else is said. */
  const recorded = async (open: Partial<OpenRequest> = {}): Promise<string> => (await opened(record().db, sampleDeps, open)).id;

  /** A payload as it stands in the history of a new case. */
  const ofCase = async (open: Partial<OpenRequest> = {}) => inHistory(await recorded(open));

  /** A payload as it stands in the history of a workflow. */
  async function inHistory(workflowId: string, payload = plain): Promise<ReturnType<typeof asJson>> {
    const codec = payloadCodec(keyring(), { trustMs: 0, acceptPlain: false });
    const [encoded] = await codec.encode([payload], { type: 'workflow', namespace: 'luyue', workflowId });
    return asJson(encoded ?? {});
  }

  /** As the Temporal UI asks. */
  const ask = ({ path = '/decode', token = 'of-a-manager', headers = {}, body, text }: Call, at = url): Promise<Response> =>
    fetch(`${at}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-namespace': 'luyue',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: text ?? JSON.stringify(body),
    });
  return { record, entries, served, inHistory, ofCase, recorded, ask, url: (): string => url };
}
