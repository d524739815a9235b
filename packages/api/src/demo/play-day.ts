import type { DemoContent } from '@toster/db/demo/content/types';
import { demoEmail } from '@toster/db/demo/logins';
import type { Mark } from '@toster/db/demo/backstage';
import { createRng } from '@toster/db/testing/factories/rng';
import type { Person } from './person.ts';
import type { Scene, Trace } from './scene.ts';
import { SCENES } from './scenes.ts';
import { Stage, type Theatre } from './stage.ts';

export type DayOptions = Theatre & {
  /** TOSTER_ENV: anything but `local` is refused. */
  readonly env: string;
  /** The scenes to play (all of them). */
  readonly scenes?: readonly Scene[];
  /** Asked before each scene. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (line: string) => void;
};

export type DayResult = { readonly played: number; readonly standing: number };

/**
 * Plays a day in every demo restaurant through the procedures themselves: real sign-ins, sessions, refusals. Scenes whose
 * events stand in the log are over, so a second call plays nothing and an interrupted day goes on where it stopped. The
 * restaurants play at the same time, the scenes of each in their order.
 *
 * Throws outside `local`, when the signal asks for an end, and what a scene throws, once the others are at rest.
 */
export async function playDay(options: DayOptions): Promise<DayResult> {
  if (options.env !== 'local') throw new Error('the demo is played in TOSTER_ENV=local only');
  const orgs = await options.backstage.orgs();
  const ends = await Promise.allSettled(orgs.map((org) => playOrg(options, org)));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  const results = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  return {
    played: results.reduce((sum, { played }) => sum + played, 0),
    standing: results.reduce((sum, { standing }) => sum + standing, 0),
  };
}

async function playOrg(
  options: DayOptions,
  org: { readonly orgId: string; readonly content: DemoContent },
): Promise<DayResult> {
  const { scenes = SCENES, signal, backstage, onProgress } = options;
  const { slug } = org.content;
  const present = new Map<string, Promise<Person>>();
  let played = 0;
  let standing = 0;
  for (const scene of scenesOf(slug, scenes)) {
    signal?.throwIfAborted();
    const marks = scene.leaves.map((trace) => markOf(slug, trace));
    const isOver = await Promise.all(marks.map((mark) => backstage.stands(org.orgId, mark)));
    if (isOver.every(Boolean)) {
      standing++;
      continue;
    }
    onProgress?.(`${slug}: ${scene.key}`);
    try {
      await scene.act(new Stage(options, org, createRng(`${slug} ${scene.key}`), present));
    } catch (error) {
      throw new Error(`the scene ${scene.key} of ${slug} broke off`, { cause: error });
    }
    played++;
  }
  return { played, standing };
}

/** The scenes of a restaurant. */
export function scenesOf(slug: string, scenes: readonly Scene[] = SCENES): readonly Scene[] {
  return scenes.filter(({ only }) => only === undefined || only === slug);
}

/** How the trace is found in the log of a restaurant. */
export function markOf(slug: string, { by, action }: Trace): Mark {
  return { action, email: by === 'database' ? null : demoEmail(slug, by) };
}
