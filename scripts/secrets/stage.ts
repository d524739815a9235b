import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_PURPOSES } from '@toster/auth/key-purposes';
import { parseKeyRing } from '@toster/crypto/key-ring';
import { countByPepper, recordKeys } from '@toster/db/key-records';
import { addContextKeys } from '@toster/db/migrate';
import { findEmbedded } from '@toster/db/embedded/server';
import type { Settings } from '../env.ts';
import { LOCAL_CELL, loadSecrets, replaceKeys, type SecretSource } from '../start/secrets.ts';
import { SecretsError, type SecretsStage } from './command.ts';

/** Opens what `pnpm toster secrets` works with. In `local` the home's file, outside it the environment alone. */
export function openSecretsStage(
  settings: Pick<Settings, 'environment' | 'home' | 'databaseUrl'>,
  given: SecretSource,
  print: (line: string) => void,
): SecretsStage {
  const { environment, home } = settings;
  const isLocal = environment === 'local';
  const cell = given('TOSTER_CELL') ?? (isLocal ? LOCAL_CELL : undefined);
  if (cell === undefined) throw new SecretsError('Set TOSTER_CELL: key ids begin with it.');
  const adminUrl = () =>
    settings.databaseUrl ?? (isLocal ? findEmbedded(home)?.adminUrl : undefined);
  return {
    environment,
    cell,
    now: new Date(),
    print,
    ringOf: (purpose) => {
      const { variable } = KEY_PURPOSES[purpose];
      const ring = isLocal ? loadSecrets(home).keys[variable] : given(variable);
      if (ring === undefined) throw new SecretsError(`Set ${variable} to the ring in force.`);
      return ring;
    },
    keepRing: (purpose, ring) => {
      const { variable } = KEY_PURPOSES[purpose];
      if (isLocal) {
        replaceKeys(home, variable, ring);
        return join(home, 'secrets.json');
      }
      return writeRing(join(home, 'rotation'), variable, ring);
    },
    announce: async (purpose, ring) => {
      const url = adminUrl();
      // The next start makes the keys known and records them.
      if (url === undefined) return;
      const keys = parseKeyRing(ring);
      if (purpose === 'context') await addContextKeys(url, keys);
      await recordKeys(url, { [purpose]: keys });
    },
    peppers: async () => {
      const url = adminUrl();
      return url === undefined ? null : countByPepper(url);
    },
  };
}

/** A file of its owner alone. It is made anew: the mode of a file that is there already would stay. */
function writeRing(folder: string, variable: string, ring: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, variable);
  rmSync(file, { force: true });
  writeFileSync(file, ring, { mode: 0o600, flag: 'wx' });
  return file;
}
