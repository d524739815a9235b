import type { Scene } from '../scene.ts';

/**
 * Somebody with the superuser's password lowers a price past every permission. It happens in one restaurant, so that the
 * others show what a calm log looks like.
 */
const databaseIsTouched: Scene = {
  key: 'database-is-touched',
  only: 'varenyk-kyiv',
  leaves: [{ by: 'database', action: 'database.changed' }],
  act: (stage) => stage.changeOutside('Вишнівка', 950),
};

export const OUTSIDE: readonly Scene[] = [databaseIsTouched];
