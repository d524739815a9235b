/**
 * The three steps of changing a key, over the text of a ring (`kid:secret,kid:secret`). Each step is one release, because
 * a process that does not know a key refuses what another has signed with it: a key must be known everywhere before it
 * signs anywhere, and nothing it signed may be left when it goes. Pure; docs/adr/0016-key-rotation.md.
 */
import { generateKeyText, parseKeyRing } from './key-ring.ts';

const NAMES = 'abcdefghijklmnopqrstuvwxyz';

/** A step that cannot be taken from the ring as it is; the message shows key ids only. */
export class RotationRefused extends Error {
  override name = 'RotationRefused';
}

/** The ids in a ring, the signing one first. Throws TypeError for anything but a ring. */
export function kidsOf(ring: string): readonly string[] {
  return parseKeyRing(ring).kids;
}

/** The id of a key made in that cell on that day: `eu-1-261127a`, or the letter after the last one in `taken`. */
export function newKid(cell: string, now: Date, taken: readonly string[]): string {
  const day = `${cell}-${now.toISOString().slice(2, 10).replaceAll('-', '')}`;
  // Not the first free one: the letter of a key that is gone would look older than the one that signs.
  const last = [...NAMES].findLastIndex((each) => taken.includes(`${day}${each}`));
  const letter = NAMES[last + 1];
  if (letter === undefined) throw new RotationRefused(`${NAMES.length} keys were made today`);
  return `${day}${letter}`;
}

/** Step 1: a fresh key behind the others. All processes learn to verify it; none signs with it. */
export function addKey(ring: string, kid: string): string {
  const [first, ...rest] = entriesOf(ring);
  if (rest.length > 0 && isAdded(ring)) {
    throw new RotationRefused(`key ${rest.at(-1)?.kid} is there already and does not sign yet`);
  }
  return textOf([first, ...rest, { kid, text: generateKeyText(kid) }]);
}

/** Step 2: the newest key to the front. It signs from now on; the others still verify. */
export function promoteKey(ring: string): string {
  const entries = entriesOf(ring);
  const newest = entries.at(-1);
  if (newest === undefined || !isAdded(ring)) {
    throw new RotationRefused('there is no key that waits: add one first');
  }
  return textOf([newest, ...entries.slice(0, -1)]);
}

/** Step 3: every key but the signing one goes. */
export function retireKeys(ring: string): string {
  const [signing, ...rest] = entriesOf(ring);
  if (rest.length === 0) throw new RotationRefused('there is one key, which signs');
  if (isAdded(ring))
    throw new RotationRefused(`key ${rest.at(-1)?.kid} does not sign yet: promote it first`);
  return textOf([signing]);
}

/** Whether the last key of the ring waits to be promoted: it is newer than the one that signs. */
export function isAdded(ring: string): boolean {
  const kids = kidsOf(ring);
  const [signing = ''] = kids;
  const last = kids.at(-1) ?? '';
  return kids.length > 1 && madeOn(last) > madeOn(signing);
}

/** Day and letter at the end of an id; ids of another form are older than all. */
function madeOn(kid: string): string {
  return /-(\d{6}[a-z])$/.exec(kid)?.[1] ?? '';
}

type Entry = { readonly kid: string; readonly text: string };

function entriesOf(ring: string): [Entry, ...Entry[]] {
  const kids = kidsOf(ring);
  const texts = ring.split(',').map((part) => part.trim());
  const [first, ...rest] = kids.map((kid, index) => ({ kid, text: texts[index] ?? '' }));
  if (first === undefined) throw new RotationRefused('the ring is empty');
  return [first, ...rest];
}

function textOf(entries: readonly (Entry | undefined)[]): string {
  return entries.flatMap((entry) => (entry === undefined ? [] : [entry.text])).join(',');
}
