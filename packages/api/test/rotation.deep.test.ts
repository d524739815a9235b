import { setTimeout as sleep } from 'node:timers/promises';
import { KEY_PURPOSE_NAMES, type KeyPurposeName } from '@toster/auth/key-purposes';
import { generateKeyText } from '@toster/crypto/key-ring';
import { addKey, kidsOf, promoteKey, retireKeys } from '@toster/crypto/rotate-ring';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reportTo } from '../src/report.ts';
import { Fleet, keepMs } from './fleet.ts';
import { type Tally, Traffic } from './fleet-traffic.ts';
import { StaffVisitor } from './staff-visitor.ts';

const RESTAURANTS = 3;
/** Long enough for everybody to meet both releases. */
const SLOW_ROLL_MS = 2_000;
const DAY_MS = 86_400_000;
/** Under the seven days after which a session that nobody uses is over. */
const LONGEST_ABSENCE_MS = 6.9 * DAY_MS;

let fleet: Fleet;
let traffic: Traffic;
let reported: string[];
let listenNoMore: () => void;
beforeEach(() => {
  reported = [];
  listenNoMore = reportTo((line) => void reported.push(JSON.stringify(line)));
});
afterEach(async () => {
  await traffic.stop();
  await fleet.close();
  listenNoMore();
});

async function open(): Promise<void> {
  fleet = await Fleet.open(RESTAURANTS);
  traffic = new Traffic(fleet);
  await sleep(1_500);
}

const add = (purpose: KeyPurposeName) => addKey(fleet.ringOf(purpose), fleet.kidFor(purpose));

/** Lets everything pass away that an old key signed. */
async function outlive(purpose: KeyPurposeName): Promise<void> {
  const wait = keepMs(purpose);
  if (wait === null) return fleet.peppersMoved();
  // A context lives by PostgreSQL's clock, and no transaction here takes a second.
  if (purpose === 'context') return sleep(2_000);
  for (let left = wait; left > 0; left -= LONGEST_ABSENCE_MS) {
    await traffic.sleepFor(Math.min(left, LONGEST_ABSENCE_MS));
    await sleep(300);
  }
  // By now PostgreSQL would have dropped the addresses that were stored under the old key.
  if (purpose === 'address') traffic.forgetSearches();
}

const busy = ({ done }: Tally) => {
  expect(done.call).toBeGreaterThan(100);
  expect(done.refresh).toBeGreaterThan(50);
  expect(done.signIn).toBeGreaterThan(2 * RESTAURANTS);
  expect(done.search).toBeGreaterThan(20);
};

describe.each(KEY_PURPOSE_NAMES)('%s', (purpose) => {
  test('rotates under traffic: nobody is signed out and nothing is refused', async () => {
    await open();
    const [old = ''] = kidsOf(fleet.ringOf(purpose));
    await fleet.release(purpose, add(purpose));
    await fleet.release(purpose, promoteKey(fleet.ringOf(purpose)));
    await sleep(1_000);
    await outlive(purpose);
    await fleet.release(purpose, retireKeys(fleet.ringOf(purpose)));
    await sleep(1_000);
    const tally = await traffic.stop();
    expect(tally.failures).toEqual([]);
    expect(reported).toEqual([]);
    busy(tally);
    expect(kidsOf(fleet.ringOf(purpose))).not.toContain(old);
  });

  test('the control: taking the old key away at once is noticed', async () => {
    await open();
    await fleet.release(purpose, generateKeyText(fleet.kidFor(purpose)));
    await sleep(1_000);
    const { failures } = await traffic.stop();
    expect(new Set(failures.map(({ what }) => what.split(' ')[0]))).toEqual(HURTS[purpose]);
  });
});

/** What fails when an old key goes while what it signed is still about. */
const HURTS: Readonly<Record<KeyPurposeName, ReadonlySet<string>>> = {
  'staff-access': new Set(['call', 'search']),
  'staff-refresh': new Set(['refresh']),
  'customer-access': new Set(['call']),
  'customer-refresh': new Set(['refresh']),
  pepper: new Set(['signIn']),
  context: new Set(['call', 'refresh', 'signIn', 'search']),
  address: new Set(['search']),
};

describe('a key that signs before every process knows it', () => {
  // PostgreSQL alone verifies contexts, and the release step gives it the key first.
  const verifiedByReplicas = KEY_PURPOSE_NAMES.filter((name) => name !== 'context');

  test.each(verifiedByReplicas)('is refused by the others: %s', async (purpose) => {
    await open();
    await fleet.release(purpose, promoteKey(add(purpose)), SLOW_ROLL_MS);
    const { failures } = await traffic.stop();
    expect(failures.length).toBeGreaterThan(0);
  });
});

test('whoever comes back on the last day is not signed out by a rotation in between', async () => {
  await open();
  const [house] = fleet.houses;
  const sleeper = new StaffVisitor(fleet, house?.owner ?? '', '198.51.100.200', traffic.tally);
  await sleeper.signIn();
  await fleet.release('staff-refresh', add('staff-refresh'));
  await fleet.release('staff-refresh', promoteKey(fleet.ringOf('staff-refresh')));
  await traffic.sleepFor(LONGEST_ABSENCE_MS);
  await sleeper.refresh();
  const { failures } = await traffic.stop();
  expect(failures).toEqual([]);
});
