import { env } from '#env.ts';

/**
 * Runs before anything else in the page. Lets chunks of this build load under trusted types, while every
 * other script address and all HTML sinks throw; tells zod not to probe for `eval`, which would be reported.
 * Two texts pass as HTML: an empty script element and this script, which React writes when it renders the page
 * anew, as it must where an extension of the browser has changed the page before it came to life.
 */
export const HEAD_SCRIPT =
  "globalThis.__zod_globalConfig={jitless:true};if(window.trustedTypes){var own=document.currentScript.textContent;trustedTypes.createPolicy('default',{createHTML:function(h){if(h==='\\x3cscript>\\x3c/script>'||h===own)return h;throw new TypeError('blocked HTML')},createScriptURL:function(u){var x=new URL(u,location.origin);if(x.origin===location.origin&&x.pathname.indexOf('/_next/')===0)return u;throw new TypeError('blocked script address')}})}";

/**
 * The content security policy of a page. Production allows no inline script or style but the nonced
 * ones and requires trusted types; development needs eval and inline styles for its overlay.
 */
export function contentSecurityPolicy(nonce: string): string {
  if (env.development) {
    return [
      "default-src 'self'",
      "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
      "style-src 'self' 'unsafe-inline'",
      "connect-src 'self' ws:",
      "img-src 'self' data:",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; ');
  }
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default nextjs',
    ...(env.local ? [] : ['upgrade-insecure-requests']),
  ].join('; ');
}

/** Headers of every response the proxy sees, besides its content security policy. */
export const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  [
    'Permissions-Policy',
    'accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()',
  ],
  ['Strict-Transport-Security', 'max-age=63072000; includeSubDomains; preload'],
];
