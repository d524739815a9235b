import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFiles } from '../files.ts';
import { ROOT } from '../root.ts';
import { ADR_INDEX, renderAdrIndex } from './adr-index.ts';
import { anchorsOf, brokenLinks, linksOf } from './links.ts';

const pages = sourceFiles(ROOT).filter((file) => file.endsWith('.md'));
const workspaces = [
  ...['apps', 'packages', 'tooling'].flatMap((parent) =>
    readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`),
  ),
  'e2e',
  'bench',
].filter((folder) => existsSync(join(ROOT, folder, 'package.json')));

describe.each(workspaces)('the README of %s', (folder) => {
  const file = join(ROOT, folder, 'README.md');

  test('is there, short, and answers the same five questions', () => {
    const text = readFileSync(file, 'utf8');
    const { name } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as {
      name: string;
    };
    const lines = text.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(80);
    expect(lines[0]).toBe(`# ${name}`);
    expect(lines[2]?.length, 'what it is for').toBeGreaterThan(40);
    const sections = lines.filter((line) => line.startsWith('## ')).map((line) => line.slice(3));
    expect(sections).toEqual(['Entry points', 'Guarantees', 'How to add', 'Checks']);
  });

  test('names only files and folders that are there', () => {
    const text = readFileSync(file, 'utf8');
    const named = [
      ...text.matchAll(
        /`((?:src|test|sql|messages|data)\/[\w./-]+|(?:apps|packages|scripts|e2e|docs)\/[\w./-]+)`/g,
      ),
    ]
      .map((match) => match[1] ?? '')
      .filter((path) => !/<|\*/.test(path));
    for (const path of named) {
      const found = existsSync(join(ROOT, folder, path)) || existsSync(join(ROOT, path));
      expect(found, path).toBe(true);
    }
  });
});

test('every relative link and anchor of every page leads somewhere', () => {
  expect(pages.length).toBeGreaterThan(25);
  expect(brokenLinks(ROOT, pages)).toEqual([]);
});

test('the list of decisions is up to date: `node scripts/generate-adr-index.ts` writes it', () => {
  expect(readFileSync(ADR_INDEX, 'utf8')).toBe(renderAdrIndex());
});

describe('the check of links', () => {
  test('finds what leads nowhere, and follows what leads somewhere', () => {
    const root = mkdtempSync(join(tmpdir(), 'toster-links-'));
    try {
      writeFileSync(join(root, 'other.md'), '# One\n\n## Two `words`, (three)\n\n## One\n');
      writeFileSync(
        join(root, 'page.md'),
        [
          '[a](other.md) [b](other.md#one) [c](other.md#two-words-three) [d](other.md#one-1) [e](#here)',
          '# Here',
          '[f](missing.md) [g](other.md#four) [h](../outside.md) ![i](gone.png) [j](javascript:alert(1))',
          '`[k](in-code.md)` [l](https://toster.example/x)',
          '```',
          '[m](in-fence.md)',
          '```',
          '<img src="lost.png">',
        ].join('\n'),
      );
      expect(brokenLinks(root, ['page.md']).map(({ link }) => link)).toEqual([
        'missing.md',
        'other.md#four',
        '../outside.md',
        'gone.png',
        'javascript:alert(1)',
        'lost.png',
      ]);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  test('reads titles and references', () => {
    expect(linksOf('[a](b.md "title") [c][d]\n\n[d]: e.md\n')).toEqual(['b.md', 'e.md']);
    expect([...anchorsOf('# A & B\n```\n# not one\n```\n## [Linked](x.md) text\n')]).toEqual([
      'a--b',
      'linked-text',
    ]);
  });
});
