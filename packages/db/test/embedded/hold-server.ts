// Starts the server of a home in a process of its own, so that a test can kill that process; with
// `stop` it ends in order instead.
import { startEmbedded } from '../../src/embedded/server.ts';

const [home = '', what] = process.argv.slice(2);
const server = await startEmbedded({ home, fsync: false });
if (what === 'stop') {
  await server.stop();
} else {
  console.log(JSON.stringify({ port: server.port, dataFolder: server.dataFolder }));
  setInterval(() => undefined, 60_000);
}
