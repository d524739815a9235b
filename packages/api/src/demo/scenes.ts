import type { Scene } from './scene.ts';
import { BRANCH } from './scenes/branch.ts';
import { COUNTER } from './scenes/counter.ts';
import { DOORS } from './scenes/doors.ts';
import { GUESTS } from './scenes/guests.ts';
import { KITCHEN } from './scenes/kitchen.ts';
import { MENU } from './scenes/menu.ts';
import { OFFICE } from './scenes/office.ts';
import { OLD_TILL } from './scenes/old-till.ts';
import { OPENING } from './scenes/opening.ts';
import { OUTSIDE } from './scenes/outside.ts';

/** The day, in the order in which it is played: the log shows the end of it first. */
export const SCENES: readonly Scene[] = [
  ...OPENING,
  ...MENU,
  ...COUNTER,
  ...GUESTS,
  DOORS.passwordIsMistyped,
  ...KITCHEN,
  DOORS.packerIsRefused,
  ...OLD_TILL,
  ...OFFICE,
  ...OUTSIDE,
  ...BRANCH,
  DOORS.otherOwnerLooksIn,
  DOORS.cashierGoesHome,
  DOORS.ownerTidiesUp,
];
