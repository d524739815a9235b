// `node src/dead-letters.ts [list|redrive] [queue]`: shows the jobs that failed for good, or sends them back.
import { describeFailure } from '@toster/dispatch/log';
import { listDeadLetters, redriveDeadLetters } from '@toster/dispatch/dead-letters';
import { readWorkerEnv } from './env.ts';

const [command = 'list', queue] = process.argv.slice(2);

try {
  const { workerUrl } = readWorkerEnv();
  if (command === 'list') {
    const letters = await listDeadLetters(workerUrl.reveal());
    for (const { id, sourceName, createdOn, data } of letters) {
      console.log(
        `${createdOn.toISOString()}  ${sourceName ?? 'unknown'}  ${id}  ${JSON.stringify(data)}`,
      );
    }
    console.log(`${letters.length} dead letters`);
  } else if (command === 'redrive') {
    console.log(`${await redriveDeadLetters(workerUrl.reveal(), queue)} jobs sent back`);
  } else {
    console.error('usage: node src/dead-letters.ts [list|redrive] [queue]');
    process.exitCode = 2;
  }
} catch (error) {
  const { name, code } = describeFailure(error);
  console.error(`failed: ${name} ${code}`);
  process.exitCode = 1;
}
