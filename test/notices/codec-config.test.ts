import { createHash } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCodecConfig } from '../../codec/config';
import { temporaryFolder } from '../support/folder';

const folder = temporaryFolder();

function callers(mode = 0o600): string {
  const file = join(folder, `callers-${mode}`);
  writeFileSync(file, `${createHash('sha256').update('token').digest('hex')} zhou-wei\n`);
  chmodSync(file, mode);
  return file;
}

describe('the configuration of a codec server', () => {
  it('names its callers and the origins of the UIs', async () => {
    const env = { LUYUE_CODEC_TOKENS: callers(), LUYUE_CODEC_ORIGINS: 'https://ui.example, http://127.0.0.1:8233' };
    const config = readCodecConfig(env);
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8234, origins: ['https://ui.example', 'http://127.0.0.1:8233'] });
    expect(await config.callers('token')).toEqual({ kind: 'staff', id: 'zhou-wei' });
    expect(await config.callers('other')).toBeNull();
  });

  it.each([
    ['without callers', {}, 'LUYUE_CODEC_TOKENS: is missing'],
    ['with callers that cannot be read', { LUYUE_CODEC_TOKENS: '/nowhere' }, '/nowhere cannot be read'],
    [
      'with an origin that is an address',
      { LUYUE_CODEC_TOKENS: '/x', LUYUE_CODEC_ORIGINS: 'https://ui.example/path' },
      'LUYUE_CODEC_ORIGINS',
    ],
    ['with an origin for everybody', { LUYUE_CODEC_TOKENS: '/x', LUYUE_CODEC_ORIGINS: '*' }, 'LUYUE_CODEC_ORIGINS'],
  ])('is refused %s', (_what, env, named) => {
    expect(() => readCodecConfig(env)).toThrow(named);
  });

  it('is refused where others could add a caller', () => {
    expect(() => readCodecConfig({ LUYUE_CODEC_TOKENS: callers(0o666) })).toThrow('can be written by others');
  });
});
