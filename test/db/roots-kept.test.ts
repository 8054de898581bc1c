import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { keyBytes } from '../../db/keys/cipher';
import { localMaster } from '../../db/keys/master';
import { openKeys } from '../../db/keys/source';
import { rootsAfter } from '../../db/queries/record-root';
import { OutsideRoots } from '../../db/record/outside-roots';
import { rootSigner } from '../../db/record/root-seal';
import { jsonLog } from '../../worker/log';
import { fileOfRoots } from '../../worker/roots/file';
import type { RootPlace } from '../../worker/roots/place';
import { receiverOfRoots } from '../../worker/roots/receiver';
import { lookAtRoots } from '../../worker/roots/service';
import { isSigned } from '../../worker/signature';
import { temporaryFolder } from '../support/folder';
import { opened, records, tamper } from './support';

const record = records();
const folder = temporaryFolder();
const keys = () => openKeys({ kind: 'master', master: localMaster([Buffer.alloc(keyBytes, 1)]), acceptPlain: false }, record().db);
const hourMs = 3_600_000;
const secret = 'a secret of at least thirty-two characters';
let now = Date.UTC(2030, 0, 1);
let lines: string[] = [];
let files = 0;

/** One look of a worker, an hour after the one before. */
async function look(...places: readonly RootPlace[]): Promise<void> {
  now += hourMs;
  const signer = await rootSigner(keys().keyring);
  await lookAtRoots(
    { db: record().db, log: jsonLog((line) => lines.push(line)), signer, places, everyMs: hourMs, waits: { settleMs: 0 } },
    now,
  );
}

const read = (path: string): OutsideRoots => {
  const outside = new OutsideRoots();
  for (const line of readFileSync(path, 'utf8').split('\n')) outside.add(line);
  return outside;
};

const newFile = (): string => join(folder, `roots-${++files}`, 'roots.jsonl');

beforeEach(() => {
  lines = [];
});

describe('a file of roots', () => {
  it('gets every root once, with the heads that it covers, whoever writes to it and how often', async () => {
    const path = newFile();
    const c = await opened(record().db);
    await look(fileOfRoots(path), fileOfRoots(path));
    await look(fileOfRoots(path));
    const outside = read(path);
    expect(outside.flaws).toEqual([]);
    expect(outside.roots.map(({ no }) => no)).toEqual(outside.roots.map((_root, i) => i + 1));
    expect(outside.heads.get(c.id)).toMatchObject({ seq: c.state.head.seq, hash: c.state.head.hash });
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('that is new gets all that was written before', async () => {
    await look();
    await look();
    const path = newFile();
    await look(fileOfRoots(path));
    expect(read(path).roots[0]?.no).toBe(1);
  });

  it('goes on after a line that a crash has cut', async () => {
    const path = newFile();
    await look(fileOfRoots(path));
    const [first = ''] = readFileSync(path, 'utf8').split('\n');
    appendFileSync(path, first.slice(0, 40));
    await look(fileOfRoots(path));
    expect(lines.join()).not.toContain('roots not kept');
    expect(read(path).flaws).toEqual([]);
    expect(read(path).newest?.no).toBe((await rootsAfter(record().db, 0, 1_000)).at(-1)?.no);
  });

  it('tells the log where the record no longer holds what is kept', async () => {
    const path = newFile();
    await look(fileOfRoots(path));
    const newest = read(path).newest?.no ?? 0;
    await tamper(record().url, `delete from record_head where no = ${newest}`, `delete from record_root where no = ${newest}`);
    await opened(record().db);
    await look(fileOfRoots(path));
    expect(lines.join()).toMatch(/roots not kept.*record\.tampered/);
    expect(read(path).newest?.no).toBe(newest);
  });

  it('never gets a root that was changed in its table', async () => {
    const path = newFile();
    await look();
    await tamper(record().url, `update record_root set root = repeat('0', 64) where no = (select max(no) from record_root)`);
    await look(fileOfRoots(path));
    expect(lines.join()).toMatch(/roots not kept.*not the root that was signed/);
    await tamper(record().url, 'delete from record_head', 'delete from record_root');
  });
});

describe('a receiver of roots', () => {
  let server: Server;
  let got: { readonly body: string; readonly signed: boolean }[] = [];
  let status = 200;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        got.push({ body, signed: isSigned(String(request.headers['x-luyue-signature']), body, secret, Date.now()) });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => new Promise<void>((done) => server.close(() => done())));

  const place = (): RootPlace => {
    const { port } = server.address() as AddressInfo;
    return receiverOfRoots({ db: record().db, url: `http://127.0.0.1:${port}/roots`, secret, timeoutMs: 2_000 });
  };

  it('gets each root signed, in order, and again until it has taken it', async () => {
    await opened(record().db);
    status = 503;
    await look(place());
    expect(lines.join()).toMatch(/roots not kept.*answered 503/);
    status = 200;
    got = [];
    await record().pool.query("update webhook_cursor set next_at = now() where name = 'luyue:roots'");
    await look(place());
    const outside = new OutsideRoots();
    for (const { body } of got) outside.add(body);
    expect(got.every(({ signed }) => signed)).toBe(true);
    expect(outside.flaws).toEqual([]);
    expect(outside.roots.map(({ no }) => no)).toEqual(outside.roots.map((_root, i) => i + 1));
    const before = got.length;
    await look(place());
    expect(got.length).toBe(before + 1);
  });
});
