import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, SECURITY_HEADERS } from '#server/security-headers.ts';

describe('the content security policy of production', () => {
  const policy = contentSecurityPolicy('abc');
  const directives = new Map(
    policy.split('; ').map((part): [string, string] => {
      const cut = part.indexOf(' ');
      return cut === -1 ? [part, ''] : [part.slice(0, cut), part.slice(cut + 1)];
    }),
  );

  it('starts from nothing and allows no unsafe source', () => {
    expect(directives.get('default-src')).toBe("'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/u);
    expect(directives.get('script-src')).toBe("'nonce-abc' 'strict-dynamic'");
    expect(directives.get('style-src')).toBe("'self' 'nonce-abc'");
  });

  it('cannot be framed, rebased or posted elsewhere', () => {
    expect(directives.get('frame-ancestors')).toBe("'none'");
    expect(directives.get('base-uri')).toBe("'none'");
    expect(directives.get('form-action')).toBe("'self'");
  });

  it('requires trusted types, with one policy of the console and one of Next', () => {
    expect(directives.get('require-trusted-types-for')).toBe("'script'");
    expect(directives.get('trusted-types')).toBe('default nextjs');
  });

  it('goes with the headers that isolate the page', () => {
    expect(new Map(SECURITY_HEADERS).get('X-Frame-Options')).toBe('DENY');
    expect(new Map(SECURITY_HEADERS).get('Cross-Origin-Opener-Policy')).toBe('same-origin');
  });
});
