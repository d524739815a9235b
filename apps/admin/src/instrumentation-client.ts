import { ensureScriptPolicy } from '#script-policy.ts';

// Next runs this ahead of everything else of the build, whatever document it stands in.
ensureScriptPolicy(globalThis);
