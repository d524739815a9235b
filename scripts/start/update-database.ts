import { parseKeyRing } from '@toster/crypto/key-ring';
import { migrate } from '@toster/db/migrate';
import { ENVIRONMENT } from '@toster/db/roles';
import { installQueue } from '@toster/dispatch/queue';
import { remark, step } from '../steps.ts';
import type { Deployment } from './environment.ts';

/** Brings the database to the newest schema, with the roles, context keys and queue that go with it. */
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
    await installQueue(adminUrl);
  });
}
