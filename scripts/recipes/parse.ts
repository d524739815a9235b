/** One thing a recipe tells to do. */
export type Action =
  | { readonly kind: 'write'; readonly file: string; readonly text: string }
  | {
      readonly kind: 'insert';
      readonly file: string;
      readonly where: 'before' | 'after';
      readonly anchor: string;
      readonly text: string;
    }
  | { readonly kind: 'run'; readonly commands: readonly string[] };

/** What a recipe says will happen when something is left out. */
export type Warning = {
  /** The text to leave out of the step's files; the whole step when undefined. */
  readonly text: string | undefined;
  readonly command: string;
  readonly says: string;
};

export type Step = {
  readonly title: string;
  readonly actions: readonly Action[];
  readonly warnings: readonly Warning[];
};

export type Recipe = {
  readonly title: string;
  readonly steps: readonly Step[];
  /** The commands that pass when everything was done. */
  readonly done: readonly string[];
};

const TOKEN =
  /^(?<indent> *)```(?<language>\w+)\n(?<code>[\s\S]*?)\n\k<indent>```$|^ *\*\*`(?<file>[^`]+)`\*\*(?:, (?<where>before|after) `(?<anchor>[^\n]+)`)?:$|^(?<number>\d+)\. \*\*(?<title>[^*]+)\*\*|^ *> (?<warning>Without [^\n]*)$|^(?<done>Done when [^\n]*)$/gm;

const WARNING = /^Without (?:this step|`(.+?)`) the command `(.+?)` says `(.+?)`\.$/;

/**
 * Reads the recipes of CONTRIBUTING.md: numbered steps; code blocks under a line that names their file, and for an
 * existing one the text before or after which they go; `sh` blocks to run; and quotes that say what a left-out step
 * brings. Throws where the page does not keep to that.
 */
export function readRecipes(page: string): Recipe[] {
  return page
    .split(/^## /m)
    .slice(1)
    .filter((section) => section.startsWith('Add a '))
    .map((section) => readRecipe(section));
}

function readRecipe(section: string): Recipe {
  const title = section.slice(0, section.indexOf('\n'));
  const steps: { title: string; actions: Action[]; warnings: Warning[] }[] = [];
  const done: string[] = [];
  let target: { file: string; where?: string; anchor?: string } | undefined;
  let isDone = false;
  for (const match of section.matchAll(TOKEN)) {
    const groups = match.groups ?? {};
    const step = steps.at(-1);
    const { code, file, warning } = groups;
    if (groups['number'] !== undefined) {
      steps.push({ title: groups['title'] ?? '', actions: [], warnings: [] });
    } else if (groups['done'] !== undefined) {
      isDone = true;
    } else if (file !== undefined) {
      target = { file, ...pick(groups, 'where'), ...pick(groups, 'anchor') };
    } else if (code !== undefined) {
      const text = unindent(code, groups['indent'] ?? '');
      if (groups['language'] === 'sh') {
        const commands = text.split('\n');
        if (isDone) done.push(...commands);
        else step?.actions.push({ kind: 'run', commands });
      } else {
        if (target === undefined)
          throw new Error(`${title}: a block without a file: ${text.slice(0, 60)}`);
        step?.actions.push(actionOf(target, text));
        target = undefined;
      }
    } else if (warning !== undefined) {
      step?.warnings.push(warningOf(title, warning));
    }
  }
  return { title, steps, done };
}

function actionOf(target: { file: string; where?: string; anchor?: string }, text: string): Action {
  const { file, where, anchor } = target;
  if (where !== 'before' && where !== 'after') return { kind: 'write', file, text: `${text}\n` };
  return { kind: 'insert', file, where, anchor: anchor ?? '', text };
}

function warningOf(title: string, sentence: string): Warning {
  const match = WARNING.exec(sentence);
  if (match === null) throw new Error(`${title}: "${sentence}" cannot be read`);
  const [, text, command = '', says = ''] = match;
  return { text, command, says };
}

function pick(groups: Record<string, string | undefined>, name: 'where' | 'anchor') {
  const value = groups[name];
  return value === undefined ? {} : { [name]: value };
}

function unindent(code: string, indent: string): string {
  return code
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}
