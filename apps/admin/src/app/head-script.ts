/**
 * Runs before anything else in the page. Lets chunks of this build load under trusted types, while every
 * other script address and all HTML sinks throw; tells zod not to probe for `eval`, which would be reported.
 * Two texts pass as HTML: an empty script element and this script, which React writes when it renders the page
 * anew, as it must where an extension of the browser has changed the page before it came to life.
 */
export const HEAD_SCRIPT =
  "globalThis.__zod_globalConfig={jitless:true};if(window.trustedTypes){var own=document.currentScript.textContent;trustedTypes.createPolicy('default',{createHTML:function(h){if(h==='\\x3cscript>\\x3c/script>'||h===own)return h;throw new TypeError('blocked HTML')},createScriptURL:function(u){var x=new URL(u,location.origin);if(x.origin===location.origin&&x.pathname.indexOf('/_next/')===0)return u;throw new TypeError('blocked script address')}})}";
