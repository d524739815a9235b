import { parseKeyRing } from '@toster/crypto/key-ring';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { TEST_CONTEXT_KEYS } from '../testing/settings.ts';
import { seedDemo } from './seed.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe('the demo', () => {
  it('seeds', async () => {
    const t = performance.now();
    const r = await seedDemo({ url: database.adminUrl, contextKeys: parseKeyRing(TEST_CONTEXT_KEYS), env: 'local', password: { phc: 'x', pepperKid: 'p' }, onProgress: console.log });
    console.log(r, performance.now() - t);
    expect(r.outcome).toBe('seeded');
  });
});
