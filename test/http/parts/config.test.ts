import { devIssuer } from '../../../dev/issuer';
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

  it.each([
    ['in production', { NODE_ENV: 'production' }, 'NODE_ENV is production'],
    ['on records of another machine', { DATABASE_URL: 'postgres://u:p@db/luyue' }, 'DATABASE_URL names another machine'],
    ['on an engine of another machine', { TEMPORAL_ADDRESS: 'temporal.example:7233' }, 'TEMPORAL_ADDRESS names another machine'],
    ['where other machines are let in', { LUYUE_HTTP_HOST: '0.0.0.0' }, 'LUYUE_HTTP_HOST lets other machines in'],
  ])('refuses the issuer of development %s', (_where, env, why) => {
    const here = {
      ...least,
      DATABASE_URL: 'postgres://u:p@localhost/luyue',
      LUYUE_HTTP_ISSUER: devIssuer.issuer,
      LUYUE_HTTP_JWKS: '/keys.json',
    };
    expect(readHttpConfig(here).identity.issuer).toBe(devIssuer.issuer);
    expect(() => readHttpConfig({ ...here, ...env })).toThrow(`LUYUE_HTTP_ISSUER: is for development, and ${why}`);
  });

  it('takes no keys that came over the net unprotected', () => {
    const at = (jwks: string) => readHttpConfig({ ...least, LUYUE_HTTP_JWKS: jwks }).identity.jwks;
    for (const jwks of ['http://id.example/jwks', 'http://127.0.0.1.example/jwks', 'http:id'])
      expect(() => at(jwks)).toThrow(/LUYUE_HTTP_JWKS: must be https/);
    for (const jwks of ['https://id.example/jwks', 'http://127.0.0.1:9/jwks', '/keys/http.json']) expect(at(jwks)).toBe(jwks);
  });

  it('reads origins as a list', () => {
    expect(readHttpConfig({ ...least, LUYUE_HTTP_ORIGINS: 'https://a.example, https://b.example' }).origins).toEqual([
      'https://a.example',
      'https://b.example',
    ]);
  });
});
