import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { HEAD_SCRIPT } from '#app/head-script.ts';
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

  it('requires trusted types and lets through only chunks of this build', () => {
    expect(directives.get('require-trusted-types-for')).toBe("'script'");
    type Rules = Record<'createScriptURL' | 'createHTML', (text: string) => string>;
    const policies = new Map<string, Rules>();
    const trustedTypes = {
      createPolicy: (name: string, rules: Rules) => policies.set(name, rules),
    };
    runInNewContext(HEAD_SCRIPT, {
      trustedTypes,
      window: { trustedTypes },
      document: { currentScript: { textContent: HEAD_SCRIPT } },
      location: { origin: 'https://console.example' },
      URL,
      TypeError,
    });
    const create = policies.get('default')?.createScriptURL;
    expect(create?.('/_next/static/chunks/a.js')).toBe('/_next/static/chunks/a.js');
    for (const url of [
      'https://evil.example/_next/a.js',
      '//evil.example/_next/a.js',
      '/api/trpc',
      'data:text/javascript,1',
      '/_next/../api/x',
    ]) {
      expect(() => create?.(url)).toThrow(TypeError);
    }
    // A tag written out could end the script that holds it.
    expect(HEAD_SCRIPT).not.toContain('<');
    const html = policies.get('default')?.createHTML;
    for (const text of ['<script></script>', HEAD_SCRIPT]) expect(html?.(text)).toBe(text);
    for (const text of ['<p>', '<script>1</script>', `${HEAD_SCRIPT};1`, '']) {
      expect(() => html?.(text)).toThrow(TypeError);
    }
  });

  it('goes with the headers that isolate the page', () => {
    expect(new Map(SECURITY_HEADERS).get('X-Frame-Options')).toBe('DENY');
    expect(new Map(SECURITY_HEADERS).get('Cross-Origin-Opener-Policy')).toBe('same-origin');
  });
});
