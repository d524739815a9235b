import { createHmac } from 'node:crypto';
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import { describe, expect, test } from 'vitest';
import { mintAccessToken, verifyAccessToken, type AccessSubject } from '../src/access-token.ts';
import { testRealms } from './keys.ts';

const { staff, customer } = testRealms();
const NOW = Date.UTC(2026, 10, 22, 12);
const IAT = NOW / 1000;

const subject: AccessSubject = {
  sub: newId(),
  sid: newId(),
  org: newId(),
  cell: 'eu-1',
  epoch: 3,
  aal: 1,
  auth_time: IAT - 60,
  amr: ['pwd'],
};
const HEADER = { alg: 'HS256', kid: 's-1', typ: 'staff-at+jwt' };
const CLAIMS = {
  iss: 'urn:toster:staff',
  aud: 'toster-staff',
  ...subject,
  iat: IAT,
  exp: IAT + 900,
  jti: newId(),
};

const base64url = (text: string) => Buffer.from(text, 'utf8').toString('base64url');

/** Signs two texts with a staff key exactly as they stand: the forger of these tests has our secret. */
function forge(
  header: object | string,
  claims: object | string,
  algorithm = 'sha256',
  byte = 1,
): string {
  const text = (part: object | string) => (typeof part === 'string' ? part : JSON.stringify(part));
  const body = `${base64url(text(header))}.${base64url(text(claims))}`;
  return `${body}.${createHmac(algorithm, Buffer.alloc(32, byte)).update(body).digest('base64url')}`;
}

async function refused(token: string, realm = staff, now = NOW): Promise<void> {
  const error: unknown = await verifyAccessToken(realm, token, now).then(
    () => 'accepted',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'UNAUTHENTICATED', details: {} });
  expect(error).not.toHaveProperty('cause');
}

const without = (object: Readonly<Record<string, unknown>>, key: string) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

describe('a legitimate token', () => {
  test('verifies to what was minted', async () => {
    const { token, expiresAt } = await mintAccessToken(staff, subject, NOW);
    expect(await verifyAccessToken(staff, token, NOW)).toMatchObject({
      ...subject,
      iat: IAT,
      exp: IAT + 900,
    });
    expect(expiresAt).toBe(NOW + 900_000);
    expect(token.length).toBeLessThan(1024);
  });

  test('composed by hand from the same parts verifies too: the attacks below fail for their own reason', async () => {
    expect(await verifyAccessToken(staff, forge(HEADER, CLAIMS), NOW)).toEqual(CLAIMS);
  });

  test('lives 15 minutes and the tolerance of 5 seconds, and not one longer', async () => {
    const { token } = await mintAccessToken(staff, subject, NOW);
    await expect(verifyAccessToken(staff, token, NOW + 904_000)).resolves.toMatchObject({
      sid: subject.sid,
    });
    await refused(token, staff, NOW + 906_000);
    await expect(verifyAccessToken(staff, token, NOW - 4_000)).resolves.toMatchObject({
      sid: subject.sid,
    });
    await refused(token, staff, NOW - 6_000);
  });

  test('never carries the same id twice', async () => {
    const [a, b] = await Promise.all([
      mintAccessToken(staff, subject, NOW),
      mintAccessToken(staff, subject, NOW),
    ]);
    expect(a.token).not.toBe(b.token);
  });

  test('of one realm is nothing in the other', async () => {
    const mine = await mintAccessToken(staff, subject, NOW);
    const theirs = await mintAccessToken(customer, subject, NOW);
    await refused(mine.token, customer);
    await refused(theirs.token, staff);
    await expect(verifyAccessToken(customer, theirs.token, NOW)).resolves.toMatchObject({
      sub: subject.sub,
    });
  });
});

describe('signature and algorithm', () => {
  test.each([
    'none',
    'None',
    'nOnE',
    'NONE',
    'hs256',
    'HS384',
    'HS512',
    'RS256',
    'ES256',
    'EdDSA',
    '',
    'HS256 ',
  ])('alg %j is refused, however it is signed', async (alg) => {
    const header = { ...HEADER, alg };
    await refused(forge(header, CLAIMS));
    await refused(forge(header, CLAIMS, 'sha512'));
    await refused(`${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(CLAIMS))}.`);
  });

  test('a stripped, foreign or truncated signature is refused', async () => {
    const [header, payload, signature = ''] = forge(HEADER, CLAIMS).split('.');
    await refused(`${header}.${payload}.`);
    await refused(`${header}.${payload}`);
    await refused(`${header}.${payload}.${signature.slice(0, 22)}`);
    await refused(forge(HEADER, CLAIMS, 'sha256', 9));
  });

  test('every changed character of a token is refused', async () => {
    const token = forge(HEADER, CLAIMS);
    for (let at = 0; at < token.length; at += 7) {
      await refused(token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1));
    }
  });

  test.each([
    '__proto__',
    'constructor',
    'toString',
    '../../../dev/null',
    "s-1' or '1'='1",
    's-2',
    '',
  ])('kid %j is an unknown key', async (kid) => {
    await refused(forge({ ...HEADER, kid }, CLAIMS));
    await refused(
      forge(
        `{"alg":"HS256","kid":${JSON.stringify(kid)},"typ":"staff-at+jwt"}`,
        CLAIMS,
        'sha256',
        0,
      ),
    );
  });

  test.each([
    ['jwk', { kty: 'oct', k: Buffer.alloc(32, 1).toString('base64url') }],
    ['jku', 'https://attacker.example/jwks.json'],
    ['x5u', 'https://attacker.example/cert.pem'],
    ['x5c', ['MIIB']],
    ['b64', false],
    ['crit', ['b64']],
    ['cty', 'JWT'],
    ['zip', 'DEF'],
  ])('a header that brings %s is refused', async (name, value) => {
    await refused(forge({ ...HEADER, [name]: value }, CLAIMS));
    await refused(forge({ ...HEADER, alg: 'RS256', [name]: value }, CLAIMS));
  });

  test.each([
    'JWT',
    'at+jwt',
    'rt+jwt',
    'customer-at+jwt',
    'STAFF-AT+JWT',
    'application/staff-at+jwt',
    '',
  ])('typ %j is refused', async (typ) => refused(forge({ ...HEADER, typ }, CLAIMS)));

  test.each(['alg', 'kid', 'typ'])('a header without %s is refused', async (name) => {
    await refused(forge(without(HEADER, name), CLAIMS));
  });
});

describe('claims, signed with our own secret', () => {
  test.each(Object.keys(CLAIMS))('a token without %s is refused', async (name) => {
    await refused(forge(HEADER, without(CLAIMS, name)));
  });

  test.each([
    ['exp', '1e300'],
    ['exp', '1e+300'],
    ['exp', String(IAT + 901)],
    ['exp', String(IAT + 86_400 * 365)],
    ['exp', `"${IAT + 900}"`],
    ['exp', String(IAT + 0.5)],
    ['exp', 'null'],
    ['iat', String(IAT - 905)],
    ['iat', String(IAT + 60)],
    ['iat', '-1'],
    ['iss', '"urn:toster:customer"'],
    ['iss', '["urn:toster:staff"]'],
    ['aud', '"toster-customer"'],
    ['aud', '["toster-staff","toster-customer"]'],
    ['sub', '"1"'],
    ['sid', '{"$ne":null}'],
    ['org', '""'],
    ['org', 'null'],
    ['cell', '"eu-1\\n"'],
    ['epoch', '"3"'],
    ['epoch', '-1'],
    ['aal', '4'],
    ['amr', '"pwd"'],
    ['amr', '[]'],
    ['auth_time', String(IAT + 600)],
    ['jti', '""'],
  ])('%s: %s is refused', async (name, value) => {
    const text = JSON.stringify({ ...CLAIMS, [name]: '\u0000' }).replace(
      String.raw`"\u0000"`,
      value,
    );
    await refused(forge(HEADER, text));
  });

  test.each(['roles', 'permissions', 'admin', '__proto__', 'constructor', 'nbf'])(
    'a claim nobody asked for (%s) is refused',
    async (name) => {
      const text = JSON.stringify(CLAIMS).replace(/\}$/, `,${JSON.stringify(name)}:1}`);
      await refused(forge(HEADER, text));
    },
  );

  test('a repeated claim or header is refused, whichever of the two a reader would take', async () => {
    const claims = JSON.stringify(CLAIMS);
    await refused(forge(HEADER, claims.replace(/\}$/, `,"org":"${CLAIMS.org}"}`)));
    await refused(forge(HEADER, claims.replace('{', `{"org":"${newId()}",`)));
    await refused(forge(JSON.stringify(HEADER).replace('{', '{"alg":"none",'), CLAIMS));
    await refused(forge(JSON.stringify(HEADER).replace('{', '{"alg":"HS256",'), CLAIMS));
  });

  test.each(['null', '[]', '1', '"text"', '', '{', '\u{feff}{}', 'not json'])(
    'a payload of %j is refused',
    async (text) => {
      await refused(forge(HEADER, text));
      await refused(forge(text, CLAIMS));
    },
  );
});

describe('one token, one spelling', () => {
  const token = forge(HEADER, CLAIMS);
  const [header = '', payload = '', signature = ''] = token.split('.');
  const last = signature.at(-1) ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  // 32 bytes leave two unused bits in the 43rd character: three other characters decode to the same MAC.
  const twins = [1, 2, 3].map(
    (bits) => signature.slice(0, -1) + (alphabet[alphabet.indexOf(last) ^ bits] ?? ''),
  );

  test.each([
    ...twins.map((twin): [string] => [`${header}.${payload}.${twin}`]),
    [`${token}=`],
    [`${header}=.${payload}.${signature}`],
    [` ${token}`],
    [`${token}\n`],
    [`${header}.${payload}.${signature.slice(0, 5)} ${signature.slice(5)}`],
    [`${header}.${payload}.${Buffer.from(signature, 'base64url').toString('base64')}`],
    [`${token}.`],
    [`.${token}`],
    [`${header}..${signature}`],
    ['..'],
    [''],
    [`Bearer ${token}`],
  ])('%j is refused', async (text) => refused(text));

  test('white space within the JSON is refused', async () => {
    await refused(forge(HEADER, JSON.stringify(CLAIMS, null, 1)));
    await refused(forge(`${JSON.stringify(HEADER)} `, CLAIMS));
  });

  test('a token longer than 2048 characters is refused before anything is decoded', async () => {
    await refused(forge(HEADER, { ...CLAIMS, cell: 'x'.repeat(2048) }));
    await refused('a.b.c'.repeat(1_000_000));
  });
});
