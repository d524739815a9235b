import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { benchCapture } from './capture.ts';
import { openFixture } from './fixture.ts';
import { benchRequest } from './request.ts';
import { benchWall } from './wall.ts';

/**
 * `pnpm bench [part…]`: wall, capture, request. Every table is measured in one run, its rows in interleaved rounds;
 * figures of different runs do not compare. With `--write` the result becomes docs/benchmarks.md.
 */
const DOCUMENT = new URL('../../docs/benchmarks.md', import.meta.url);

const PARTS = {
  wall: benchWall,
  capture: (fixture: Awaited<ReturnType<typeof openFixture>>) => benchCapture(fixture, false),
  request: benchRequest,
} as const;

const chosen = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const names = Object.keys(PARTS).filter(
  (name): name is keyof typeof PARTS => chosen.length === 0 || chosen.includes(name),
);

const sections: string[] = [];
for (const name of names) {
  const fixture = await openFixture(false);
  try {
    console.error(`measuring ${name} …`);
    const section = await PARTS[name](fixture);
    console.log(section);
    sections.push(section);
  } finally {
    await fixture.close();
  }
}

if (process.argv.includes('--write')) {
  const [cpu] = cpus();
  const head = `# Benchmarks

Made by \`pnpm bench --write\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpu?.model ?? 'CPU'}, Node ${process.versions.node},
embedded PostgreSQL 18 with fsync off, client and server on the same cores. Rows of a table ran interleaved in one run;
the ratio to the first row is what holds, absolute figures move by a factor of two on a shared machine.
Median of the rounds, half the interquartile range behind it.
`;
  writeFileSync(DOCUMENT, `${head}\n${sections.join('\n')}`);
}
