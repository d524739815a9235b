/** The longest name of a system orders come from, characters. */
export const SOURCE_LENGTH = 60;

/** What orders taken in the console are marked with. */
const OWN = 'toster';

/** Why a name, without the space around it, cannot be that of a system orders come from; null where it can. */
export function sourceFault(name: string): 'unstorable_text' | 'reserved' | null {
  if (/\p{C}/u.test(name)) return 'unstorable_text';
  return name.toLowerCase() === OWN ? 'reserved' : null;
}
