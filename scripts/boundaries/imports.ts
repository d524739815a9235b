// Comments go, strings stay: both alternatives must be tried at every position.
const STRING_OR_COMMENT =
  /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

// Not the word inside a string ('from', 'to') nor a property of that name.
const IMPORT =
  /(?<!['"`.\w])(?:from|import|require)\s*\(?\s*(['"])([^'"\n]+)\1|\bimport\s*\(\s*`([^`$]+)`\s*\)/g;

/** The source without its comments. */
export function withoutComments(source: string): string {
  return source.replace(STRING_OR_COMMENT, (_, text: string | undefined) => text ?? ' ');
}

/** Every module that the source names in an import, export, dynamic import or require. */
export function importsOf(source: string): string[] {
  return [...withoutComments(source).matchAll(IMPORT)].map((match) => match[2] ?? match[3] ?? '');
}

/** Whether the source reads the process's environment. */
export function readsEnvironment(source: string): boolean {
  const code = withoutComments(source);
  const withoutTexts = code.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, "''");
  return (
    /\bprocess\s*(?:\?\.|\.)\s*env\b/.test(withoutTexts) ||
    /\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/.test(withoutTexts) ||
    /\bprocess\s*\[\s*['"`]env['"`]/.test(code) ||
    /\{[^}]*\benv\b[^}]*\}\s*from\s*['"](?:node:)?process['"]/.test(code)
  );
}

/** The package a module specifier belongs to: `@scope/name` or `name`. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}
