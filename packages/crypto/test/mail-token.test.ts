import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { newMailToken, readMailToken } from '../src/mail-token.ts';

test('a token names its link and is kept as a digest that does not tell it', () => {
  const linkId = randomUUID();
  const { token, digest } = newMailToken(linkId);
  expect(readMailToken(token)).toEqual({ linkId, digest });
  expect(token).not.toContain(digest);
  expect(newMailToken(linkId).token).not.toBe(token);
});

test('what is altered has another digest or is no token', () => {
  const { token, digest } = newMailToken(randomUUID());
  for (let index = 0; index < token.length; index += 1) {
    const letter = token[index] === 'a' ? 'b' : 'a';
    const altered = token.slice(0, index) + letter + token.slice(index + 1);
    expect(readMailToken(altered)?.digest).not.toBe(digest);
  }
  for (const odd of ['', '.', token.toUpperCase(), `${token}=`, ` ${token}`, token.slice(1)])
    expect(readMailToken(odd)).toBeNull();
});
