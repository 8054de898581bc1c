import { createServer } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { devIssuer, openIssuer } from '../../../dev/issuer';
import { tokensOf } from '../../../http/identity/tokens';
import { temporaryFolder } from '../../support/folder';

const folder = temporaryFolder();
const { issuer, audience } = devIssuer;
const settings = { issuer, audience, subject: 'sub', skewSeconds: 30 };

type Claims = Readonly<Record<string, unknown>>;

const usual = (): Claims => {
  const now = Math.floor(Date.now() / 1_000);
  return { iss: issuer, aud: audience, sub: 'chen-xi', iat: now, exp: now + 60 };
};

async function keyPair() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' } };
}

const signed = (claims: Claims, key: CryptoKey, kid = 'k1'): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', kid }).sign(key);

/** A key set served over HTTP, which may answer badly. */
async function published(answer: () => { readonly status: number; readonly body: unknown }) {
  const server = createServer((_request, response) => {
    const { status, body } = answer();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/jwks`, close: () => server.close() };
}

describe('a token', () => {
  it('of the development issuer names its subject, tool and scopes', async () => {
    const made = await openIssuer(folder);
    const check = tokensOf({ ...settings, jwks: made.jwks });
    const token = await made.token({ subject: 'chen-xi', tool: 'portal', scopes: ['luyue.read', 'other'], seconds: 60 });
    expect(await check(token)).toEqual({ subject: 'chen-xi', tool: 'portal', scopes: ['luyue.read', 'other'], until: expect.any(Number) });
    const again = await openIssuer(folder);
    expect(await check(await again.token({ subject: 'system:portal', seconds: 60 }))).toMatchObject({
      subject: 'system:portal',
      tool: null,
      scopes: null,
    });
  });

  it.each<[string, Claims, readonly string[] | null]>([
    ['no claim of scopes', {}, null],
    ['an empty one', { scope: '' }, []],
    ['a text', { scope: 'luyue.read  openid' }, ['luyue.read', 'openid']],
    ['a list', { scope: ['luyue.read'] }, ['luyue.read']],
    ['a list under the name that other issuers give it', { scp: ['luyue.act'] }, ['luyue.act']],
    ['both names', { scope: 'luyue.read', scp: ['luyue.act'] }, ['luyue.read']],
  ])('with %s is restricted to what stands there, and unrestricted only without', async (_what, more, scopes) => {
    const { privateKey, jwk } = await keyPair();
    const keys = await published(() => ({ status: 200, body: { keys: [jwk] } }));
    const check = tokensOf({ ...settings, jwks: keys.url });
    expect((await check(await signed({ ...usual(), ...more }, privateKey))).scopes).toEqual(scopes);
    keys.close();
  });

  it('says until when what was begun with it may go on', async () => {
    const made = await openIssuer(folder);
    const check = tokensOf({ ...settings, jwks: made.jwks });
    const { until } = await check(await made.token({ subject: 'chen-xi', seconds: 60 }));
    expect(until - Date.now()).toBeGreaterThan(80_000);
    expect(until - Date.now()).toBeLessThanOrEqual(91_000);
  });

  it('is taken until its expiry and so many seconds of skew after it, not longer', async () => {
    const made = await openIssuer(folder);
    const check = tokensOf({ ...settings, jwks: made.jwks });
    expect(await check(await made.token({ subject: 'chen-xi', seconds: -20 }))).toMatchObject({ subject: 'chen-xi' });
    await expect(check(await made.token({ subject: 'chen-xi', seconds: -40 }))).rejects.toMatchObject({
      code: 'token.invalid',
      message: expect.stringContaining('expired'),
    });
  });

  it.each<[string, Claims, string]>([
    ['another issuer', { iss: 'urn:someone' }, 'iss'],
    ['another audience', { aud: 'another' }, 'aud'],
    ['no expiry', { exp: undefined }, 'exp'],
    ['no subject', { sub: undefined }, 'sub'],
    ['a time that has not come', { nbf: Math.floor(Date.now() / 1_000) + 600 }, 'nbf'],
    ['an issue in the future', { iat: Math.floor(Date.now() / 1_000) + 600 }, 'iat'],
    ['an issue that is no time', { iat: 'today' }, 'iat'],
    ['scopes that are no text', { scope: 7 }, 'scope'],
    ['scopes that are no list of texts', { scp: [{ luyue: true }] }, 'scp'],
    ['a list of subjects', { sub: ['chen-xi'] }, 'sub'],
    ['no audience', { aud: undefined }, 'aud'],
    ['no issuer', { iss: undefined }, 'iss'],
    ['a subject that is no staff id', { sub: 'Chen Xi' }, 'sub'],
    ['a party as subject', { sub: 'party:claimant' }, 'sub'],
    ['a tool without a name', { act: {} }, 'act'],
  ])('with %s is refused, and the claim is named', async (_what, wrong, named) => {
    const { privateKey, jwk } = await keyPair();
    const keys = await published(() => ({ status: 200, body: { keys: [jwk] } }));
    const check = tokensOf({ ...settings, jwks: keys.url });
    expect(await check(await signed(usual(), privateKey))).toMatchObject({ subject: 'chen-xi' });
    const failure = check(await signed({ ...usual(), ...wrong }, privateKey));
    await expect(failure).rejects.toMatchObject({ code: 'token.invalid', message: expect.stringContaining(`'${named}'`) });
    keys.close();
  });

  it('signed with another key, with a shared secret or not at all is refused', async () => {
    const { jwk } = await keyPair();
    const other = await keyPair();
    const keys = await published(() => ({ status: 200, body: { keys: [jwk] } }));
    const check = tokensOf({ ...settings, jwks: keys.url });
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const bare = `${part({ alg: 'none' })}.${part(usual())}.`;
    const shared = await new SignJWT({ ...usual() }).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(Buffer.from(JSON.stringify(jwk)));
    const forged = [
      await signed(usual(), other.privateKey),
      await signed(usual(), other.privateKey, 'k2'),
      bare,
      shared,
      'x.y.z',
      'nothing',
    ];
    for (const token of forged) await expect(check(token)).rejects.toMatchObject({ code: 'token.invalid' });
    keys.close();
  });

  it('cannot be judged while the key set cannot be read: that is no fault of the token', async () => {
    const { privateKey, jwk } = await keyPair();
    let broken = true;
    const keys = await published(() => (broken ? { status: 500, body: {} } : { status: 200, body: { keys: [jwk] } }));
    const check = tokensOf({ ...settings, jwks: keys.url });
    const token = await signed(usual(), privateKey);
    await expect(check(token)).rejects.toMatchObject({ code: 'identity.unavailable' });
    broken = false;
    expect(await check(token)).toMatchObject({ subject: 'chen-xi' });
    keys.close();
    const nowhere = tokensOf({ ...settings, jwks: 'http://127.0.0.1:1/jwks' });
    await expect(nowhere(token)).rejects.toMatchObject({ code: 'identity.unavailable' });
  });

  it('names its subject by the claim that is configured', async () => {
    const { privateKey, jwk } = await keyPair();
    const keys = await published(() => ({ status: 200, body: { keys: [jwk] } }));
    const check = tokensOf({ ...settings, subject: 'employee', jwks: keys.url });
    expect(await check(await signed({ ...usual(), sub: 'a2f0', employee: 'an-ning' }, privateKey))).toMatchObject({ subject: 'an-ning' });
    keys.close();
  });
});
