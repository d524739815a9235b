import { describe, expect, it } from 'vitest';
import { securityTxt } from '#features/security/security-txt.ts';

const SITE = { origin: 'https://console.example', contact: 'security@toster.example' };
const DAY_MS = 86_400_000;
const fieldsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/: (.*)/s, 2));

describe('security.txt', () => {
  it('has what RFC 9116 asks for: a contact, one end that is fresh and less than a year away', () => {
    const now = Date.UTC(2026, 10, 27, 13, 14, 15);
    const fields = fieldsOf(securityTxt(SITE, now));
    const named = (name: string) =>
      fields.filter(([each]) => each === name).map(([, value]) => value);
    expect(named('Contact')).toEqual([
      'https://console.example/security#report',
      'mailto:security@toster.example',
    ]);
    expect(named('Expires')).toEqual(['2027-05-26T00:00:00Z']);
    expect(named('Canonical')).toEqual(['https://console.example/.well-known/security.txt']);
  });

  it('is never about to run out, whenever it is asked for', () => {
    for (const now of [0, DAY_MS - 1, Date.UTC(2031, 1, 28, 23, 59, 59, 999)]) {
      const [expires = ''] = fieldsOf(securityTxt(SITE, now))
        .filter(([name]) => name === 'Expires')
        .map(([, value = '']) => value);
      const days = (Date.parse(expires) - now) / DAY_MS;
      expect(days).toBeGreaterThan(30);
      expect(days).toBeLessThan(365);
    }
  });

  it('names no mail address where nobody reads one', () => {
    expect(securityTxt({ ...SITE, contact: null }, 0)).not.toContain('mailto:');
  });
});
