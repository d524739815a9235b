import { HEAD_SCRIPT } from '#app/head-script.ts';

// A page that is not found comes in a document of the framework's own, without our head, and is drawn by this browser:
// what the head would have allowed is allowed here, before the first chunk is fetched.

type Rules = Record<'createHTML' | 'createScriptURL', (text: string) => string>;
type Factory = {
  readonly defaultPolicy: unknown;
  createPolicy(name: 'default', rules: Rules): unknown;
};

const factory = (window as { trustedTypes?: Factory }).trustedTypes;
if (factory !== undefined && factory.defaultPolicy === null) {
  factory.createPolicy('default', {
    createHTML: (html) => {
      if (html === '<script></script>' || html === HEAD_SCRIPT) return html;
      throw new TypeError('blocked HTML');
    },
    createScriptURL: (url) => {
      const { origin, pathname } = new URL(url, location.origin);
      if (origin === location.origin && pathname.startsWith('/_next/')) return url;
      throw new TypeError('blocked script address');
    },
  });
}
