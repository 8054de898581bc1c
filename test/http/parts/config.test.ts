import { readHttpConfig } from '../../../http/config';

const least = {
  DATABASE_URL: 'postgres://u:p@db/luyue',
  LUYUE_HTTP_ISSUER: 'https://id.example',
  LUYUE_HTTP_AUDIENCE: 'luyue',
  LUYUE_HTTP_JWKS: 'https://id.example/jwks',
  LUYUE_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
};

describe('the configuration of the door', () => {
  it('is closed by default: no origins, no drills, this machine only', () => {
    expect(readHttpConfig(least)).toMatchObject({ origins: [], speed: null, host: '127.0.0.1', temporal: { namespace: 'luyue' } });
  });

  it('needs an issuer: there is no door without identity', () => {
    const { LUYUE_HTTP_ISSUER: _issuer, ...without } = least;
    expect(() => readHttpConfig(without)).toThrow(/LUYUE_HTTP_ISSUER: is missing/);
  });

  it('needs a master key, unless it says that this is development', () => {
    const { LUYUE_MASTER_KEY: _key, ...without } = least;
    expect(() => readHttpConfig(without)).toThrow(/LUYUE_MASTER_KEY/);
    expect(() => readHttpConfig({ ...without, LUYUE_PLAIN: '1' })).toThrow(/DATABASE_URL names another machine/);
    expect(readHttpConfig({ ...without, DATABASE_URL: 'postgres://u:p@localhost/luyue', LUYUE_PLAIN: '1' }).keys).toEqual({
      kind: 'plain',
    });
  });

  it.each([
    ['LUYUE_HTTP_RATE', '0'],
    ['LUYUE_HTTP_SKEW_S', '3600'],
    ['LUYUE_HTTP_PORT', 'http'],
    ['LUYUE_HTTP_METRICS_TOKEN', 'short'],
    ['LUYUE_HTTP_SPEED', 'fast'],
    ['LUYUE_HTTP_ISUER', 'https://id.example'],
  ])('names a wrong or misspelt variable and does not show its value: %s', (name, value) => {
    expect(() => readHttpConfig({ ...least, [name]: value })).toThrow(new RegExp(`${name}: (?!.*${value})`));
  });

  it('reads origins as a list', () => {
    expect(readHttpConfig({ ...least, LUYUE_HTTP_ORIGINS: 'https://a.example, https://b.example' }).origins).toEqual([
      'https://a.example',
      'https://b.example',
    ]);
  });
});
