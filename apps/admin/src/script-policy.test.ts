import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ensureScriptPolicy, HEAD_SCRIPT } from '#script-policy.ts';

type Rules = Record<'createScriptURL' | 'createHTML', (text: string) => string>;

/** A browser's register of policies, which takes a default one once. */
class Register {
  readonly policies: (readonly [string, Rules])[] = [];
  defaultPolicy: Rules | null = null;
  createPolicy(name: string, rules: Rules): void {
    if (this.defaultPolicy !== null) throw new TypeError('Policy "default" already exists.');
    this.policies.push([name, rules]);
    this.defaultPolicy = rules;
  }
}

const location = { origin: 'https://console.example' };
const WAYS = {
  'the script in the head': (trustedTypes: Register) =>
    runInNewContext(HEAD_SCRIPT, {
      trustedTypes,
      window: { trustedTypes },
      document: { currentScript: { textContent: HEAD_SCRIPT } },
      location,
      URL,
      TypeError,
    }) as unknown,
  'a document without that script': (trustedTypes: Register) =>
    ensureScriptPolicy({ trustedTypes, location }),
} as const;

describe.each(Object.entries(WAYS))('the policy of scripts set by %s', (_way, set) => {
  const register = new Register();
  set(register);
  const [[name, rules] = ['', null]] = register.policies;

  it('lets through chunks of this build and no other address', () => {
    expect(name).toBe('default');
    expect(rules?.createScriptURL('/_next/static/chunks/a.js')).toBe('/_next/static/chunks/a.js');
    for (const url of [
      'https://evil.example/_next/a.js',
      '//evil.example/_next/a.js',
      '/api/trpc',
      'data:text/javascript,1',
      '/_next/../api/x',
    ])
      expect(() => rules?.createScriptURL(url)).toThrow(TypeError);
  });

  it('lets through what React writes when it draws the document anew, and no other HTML', () => {
    for (const text of ['<script></script>', HEAD_SCRIPT])
      expect(rules?.createHTML(text)).toBe(text);
    for (const text of ['<p>', '<script>1</script>', `${HEAD_SCRIPT};1`, ''])
      expect(() => rules?.createHTML(text)).toThrow(TypeError);
  });
});

describe('a document', () => {
  it('keeps the policy of its head, and does without one where the browser knows none', () => {
    const register = new Register();
    WAYS['the script in the head'](register);
    ensureScriptPolicy({ trustedTypes: register, location });
    expect(register.policies).toHaveLength(1);
    ensureScriptPolicy({ location });
  });

  it('tells zod not to probe for `eval`, with the script in its head and without', () => {
    const page: Parameters<typeof ensureScriptPolicy>[0] = { location };
    ensureScriptPolicy(page);
    expect(page.__zod_globalConfig).toEqual({ jitless: true });
    const head: { __zod_globalConfig?: unknown } = {};
    runInNewContext(HEAD_SCRIPT, Object.assign(head, { window: {} }));
    expect(head.__zod_globalConfig).toEqual({ jitless: true });
  });

  it('is not ended by the script in its head', () => {
    expect(HEAD_SCRIPT).not.toContain('<');
  });
});
