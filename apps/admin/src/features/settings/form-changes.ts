/** What of a form differs from the record it is about. */
export function changesOf<T extends object>(before: T, after: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => value !== Reflect.get(before, name)),
  ) as Partial<T>;
}

/** The fields that somebody else changed since the form was opened and that are changed in the form as well, to something else. */
export function collisionsOf<T extends object>(
  opened: T,
  fresh: T,
  typed: T,
): readonly (keyof T)[] {
  const mine = changesOf(opened, typed);
  const theirs = changesOf(opened, fresh);
  return (Object.keys(theirs) as (keyof T)[]).filter(
    (name) => name in mine && mine[name] !== theirs[name],
  );
}
