const NOTHING: ReadonlySet<string> = new Set(['', 'null', '\\n', 'none', '-', '[]']);

/**
 * The choices of a line as single modifiers, in their order. Point-of-sale exports nest them in brackets,
 * `[Salsa, [Rice, Beans]]`; commas inside round brackets belong to the choice. `NULL` and the like mean none.
 */
export function readChoices(text: string): readonly string[] {
  if (NOTHING.has(text.trim().toLowerCase())) return [];
  const choices: string[] = [];
  let current = '';
  let depth = 0;
  const close = () => {
    const choice = current.trim();
    if (choice !== '') choices.push(choice);
    current = '';
  };
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')' && depth > 0) depth -= 1;
    if (depth === 0 && '[],;|'.includes(character)) close();
    else current += character;
  }
  close();
  return choices;
}
