import { parseKeyRing } from '@toster/crypto/key-ring';
import { openPool } from '@toster/db/pool';
import * as schema from '@toster/db/schema/index';
import { startRelay } from '../src/relay.ts';
import { startWorker } from '../src/worker.ts';
import { effectJob } from './support.ts';

// A worker of its own process, for killing. Arguments: name, keys, URLs of relay, worker and auth.
const [name = '', keys = '', relayUrl = '', workerUrl = '', authUrl = ''] = process.argv.slice(2);
const log = () => undefined;
const database = (url: string) => ({
  pool: openPool({ url, max: 5, applicationName: name, schema }),
  keys: parseKeyRing(keys),
});
await startRelay({ url: relayUrl, log, batchSize: 20 });
await startWorker({
  url: workerUrl,
  databases: { worker: database(workerUrl), auth: database(authUrl) },
  jobs: [effectJob(name, 10)],
  log,
  pollSeconds: 0.5,
  superviseSeconds: 1,
});
process.stdout.write('working\n');
