import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { scramVerifier } from '../src/scram.ts';

// RFC 7677 §3.
const SALT = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
const AUTH_MESSAGE =
  'n=user,r=rOprNGfwEbeRWgbNEkqO,' +
  'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,' +
  'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';

test('the server key of the published example signs as published', () => {
  const [, serverKey = ''] = scramVerifier('pencil', SALT).split('$')[2]?.split(':') ?? [];
  const signature = createHmac('sha256', Buffer.from(serverKey, 'base64')).update(AUTH_MESSAGE);
  expect(signature.digest('base64')).toBe('6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
});

test('a verifier holds no password and is another one each time', () => {
  const made = scramVerifier('a long enough passphrase');
  expect(made).toMatch(/^SCRAM-SHA-256\$4096:[\w+/]{22}==\$[\w+/]{43}=:[\w+/]{43}=$/);
  expect(made).not.toContain('passphrase');
  expect(scramVerifier('a long enough passphrase')).not.toBe(made);
});
