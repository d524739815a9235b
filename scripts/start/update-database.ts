import { type KeyRing, parseKeyRing } from '@toster/crypto/key-ring';
import { KEY_PURPOSES } from '@toster/auth/key-purposes';
import { assertPeppers, recordKeys } from '@toster/db/key-records';
import { migrate } from '@toster/db/migrate';
import { ENVIRONMENT } from '@toster/db/roles';
import { installQueue } from '@toster/dispatch/queue';
import { remark, step } from '../steps.ts';
import type { Deployment } from './environment.ts';

/**
 * Brings the database to the newest schema, with the roles, context keys and queue that go with it, and writes into its
 * log which keys are in force. Throws PepperMissing before anything else is released when the ring of peppers lacks one
 * that passwords need.
 */
export async function updateDatabase(
  deployment: Pick<Deployment, 'adminUrl' | 'isEmbedded' | 'secrets'>,
): Promise<void> {
  const { adminUrl, isEmbedded, secrets } = deployment;
  await step('Bringing the database up to date', async () => {
    await migrate(adminUrl, {
      roles: secrets.passwords,
      // The roles of an embedded server are nobody else's.
      installation: isEmbedded ? undefined : (secrets.installation ?? ENVIRONMENT),
      contextKeys: parseKeyRing(secrets.keys.TOSTER_CONTEXT_KEYS),
      log: remark,
    });
    await assertPeppers(adminUrl, parseKeyRing(secrets.keys.TOSTER_PASSWORD_PEPPER));
    await recordKeys(adminUrl, ringsOf(secrets));
    await installQueue(adminUrl);
  });
}

/** The rings of a deployment by their purpose. */
export function ringsOf({ keys }: Pick<Deployment['secrets'], 'keys'>): Record<string, KeyRing> {
  return Object.fromEntries(
    Object.entries(KEY_PURPOSES).map(([purpose, { variable }]) => [
      purpose,
      parseKeyRing(keys[variable]),
    ]),
  );
}
