import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../worker/config';
import { temporaryFolder } from '../support/folder';

const good = {
  DATABASE_URL: 'postgres://luyue@127.0.0.1:5432/luyue',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  TEMPORAL_NAMESPACE: 'luyue',
  LUYUE_SMTP_URL: 'smtp://127.0.0.1:2525',
  LUYUE_MAIL_FROM: 'service@luyue.example',
  LUYUE_SMS_URL: 'http://127.0.0.1:8025/sms',
  LUYUE_WEBHOOK_URL: 'http://127.0.0.1:8025/webhook',
  LUYUE_WEBHOOK_SECRET: 'a-secret-of-webhooks',
  LUYUE_BANK_URL: 'http://127.0.0.1:8026',
  LUYUE_CALLBACK_SECRET: 'a-secret-of-callbacks',
  LUYUE_DOOR_KEY: `worker:${'k'.repeat(43)}`,
  LUYUE_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
};

const detailOf = (env: Readonly<Record<string, string | undefined>>): string => {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toMatchObject({ code: 'config.invalid' });
    return error instanceof Error ? error.message : '';
  }
  return '';
};

describe('the configuration', () => {
  it('is read from the environment, Temporal included, with the usual values for the rest', () => {
    const config = readConfig({ ...good, LUYUE_BUILD_ID: 'b1', LUYUE_CALLBACK_PORT: '0' });
    expect(config.temporal).toMatchObject({ namespace: 'luyue', connection: { address: '127.0.0.1:7233' } });
    expect(config).toMatchObject({ taskQueue: 'luyue', buildId: 'b1', policyPath: null, callbacks: { port: 0, publicUrl: null } });
  });

  it('names every wrong or missing variable with its reason, and shows no value', () => {
    const detail = detailOf({
      ...good,
      DATABASE_URL: undefined,
      LUYUE_SMS_URL: 'ftp://x',
      LUYUE_WEBHOOK_SECRET: 'short',
      LUYUE_CALLBACK_PORT: 'many',
    });
    expect(detail).toContain('DATABASE_URL: is missing');
    expect(detail).toContain('LUYUE_SMS_URL: must be an http or https address');
    expect(detail).toContain('LUYUE_WEBHOOK_SECRET: must have at least 16 characters');
    expect(detail).toContain('LUYUE_CALLBACK_PORT: ');
    expect(detail).not.toContain('short');
  });

  it('refuses a variable that nobody reads, which is most likely misspelt', () => {
    expect(detailOf({ ...good, LUYUE_SMS_TOKN: 'x' })).toContain('LUYUE_SMS_TOKN: there is no such variable');
    expect(detailOf({ ...good, LUYUE_DIR: '/x', LUYUE_OFFLINE: '1' })).toBe('');
  });

  it('wants the key of its door, except where it is told that nothing real is decided', () => {
    expect(detailOf({ ...good, LUYUE_DOOR_KEY: undefined })).toContain('LUYUE_DOOR_KEY: is missing');
    expect(detailOf({ ...good, LUYUE_DOOR_KEY: undefined, LUYUE_ASSERTIONS: 'development' })).toBe('');
    expect(detailOf({ ...good, LUYUE_DOOR_KEY: 'worker:c2hvcnQ' })).toContain('LUYUE_DOOR_KEY: must be ID:SECRET');
    expect(detailOf({ ...good, LUYUE_DOOR_KEYS: 'worker:c2hvcnQ' })).not.toContain('c2hvcnQ');
    expect(readConfig({ ...good, LUYUE_DOOR_KEYS: `http:${'h'.repeat(43)}` }).proof).toMatchObject({ required: true });
    expect(new Set(readConfig({ ...good, LUYUE_DOOR_KEYS: `http:${'h'.repeat(43)}` }).proof.keys.keys())).toEqual(
      new Set(['http', 'worker']),
    );
  });

  it('names a Temporal profile that is not there', () => {
    expect(detailOf({ ...good, TEMPORAL_PROFILE: 'nowhere' })).toContain('TEMPORAL_*: ');
  });

  it('needs a master key, unless it says that this is development', () => {
    const bare = { ...good, LUYUE_MASTER_KEY: undefined };
    expect(detailOf(bare)).toContain('LUYUE_MASTER_KEY');
    expect(readConfig({ ...bare, LUYUE_PLAIN: '1' }).keys).toEqual({ kind: 'plain' });
    expect(readConfig({ ...good, LUYUE_PLAIN: 'accept' }).keys).toMatchObject({ acceptPlain: true });
    expect(readConfig(good).keys).toMatchObject({ acceptPlain: false });
  });

  it.each([
    ['in production', { NODE_ENV: 'production' }, 'NODE_ENV'],
    ['beside an engine on another machine', { TEMPORAL_ADDRESS: 'temporal.insurer.example:7233' }, 'TEMPORAL_ADDRESS'],
    ['beside records on another machine', { DATABASE_URL: 'postgres://luyue@db.insurer.example/luyue' }, 'DATABASE_URL'],
  ])('sends and reads nothing plain, and believes nothing unsigned %s', (_where, env, named) => {
    expect(detailOf({ ...good, ...env })).toBe('');
    expect(detailOf({ ...good, ...env, LUYUE_ASSERTIONS: 'development' })).toMatch(
      new RegExp(`LUYUE_ASSERTIONS: is for development.*${named}`),
    );
    expect(detailOf({ ...good, ...env, LUYUE_PLAIN: 'accept' })).toContain(named);
    expect(detailOf({ ...good, ...env, LUYUE_MASTER_KEY: undefined, LUYUE_PLAIN: '1' })).toContain(named);
  });
});

describe('the file of receivers', () => {
  const folder = temporaryFolder();
  const read = (content: string): string => {
    const file = join(folder, 'receivers.json');
    writeFileSync(file, content);
    return detailOf({ ...good, LUYUE_RECEIVERS: file });
  };
  const receiver = { name: 'core', url: 'https://core.example/events', secret: 's'.repeat(32) };

  it('names who is told, and a wrong entry is named without its secret', () => {
    expect(read(JSON.stringify({ receivers: [receiver] }))).toBe('');
    const short = read(JSON.stringify({ receivers: [{ ...receiver, secret: 'too-short' }] }));
    expect(short).toContain('/receivers/0/secret');
    expect(short).not.toContain('too-short');
    expect(read(JSON.stringify({ receivers: [receiver, receiver] }))).toContain('two receivers have one name');
    expect(read('{')).toContain('cannot be read as JSON');
    expect(detailOf({ ...good, LUYUE_RECEIVERS: '/nowhere.json' })).toContain('cannot be read as JSON');
  });
});
