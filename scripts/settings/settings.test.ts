import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../root.ts';
import { sourceFiles } from '../files.ts';
import { collectSettings, isSecret } from './collect.ts';
import { settingsFiles } from './files.ts';
import { renderExample, renderTable, withTable } from './render.ts';

const settings = collectSettings();
const byName = new Map(settings.map((setting) => [setting.name, setting]));

describe('the settings', () => {
  test('are read by somebody and described once', () => {
    expect(settings.length).toBeGreaterThan(25);
    for (const setting of settings) {
      expect(setting.readBy, setting.name).not.toEqual([]);
      expect(setting.meaning, setting.name).toMatch(/\.$/);
    }
  });

  test('name every variable that an env.ts of the product names', () => {
    const named = sourceFiles(ROOT)
      .filter((file) => /^(?:apps|packages)\/[^/]+\/src\/(?:cli\/)?env\.ts$/.test(file))
      .flatMap((file) => [
        ...readFileSync(join(ROOT, file), 'utf8').matchAll(/^\s*([A-Z][A-Z_]{3,}): /gm),
      ])
      .map((match) => match[1] ?? '')
      .filter((name) => name !== 'NODE_ENV' && name !== 'NEXT_DIST_DIR');
    expect(named.length).toBeGreaterThan(20);
    for (const name of named) expect(byName.has(name), name).toBe(true);
  });

  test('give the superuser to the release alone', () => {
    expect(byName.get('DATABASE_URL')?.readBy).toEqual(['release', 'start']);
    expect(byName.get('DATABASE_URL_MAINTENANCE')?.readBy).toEqual(['release', 'start']);
    expect(byName.get('DATABASE_URL_APP')?.requiredBy).toEqual(['console']);
    expect(byName.get('TOSTER_ENV')?.requiredBy).toEqual(['console', 'worker']);
  });
});

describe('.env.example', () => {
  const example = renderExample(settings);
  const lines = example.split('\n').filter((line) => /^(?:# )?[A-Z_]+=/.test(line));

  test('names every setting once and holds no secret', () => {
    expect(lines.map((line) => line.replace(/^# |=.*$/g, '')).toSorted()).toEqual(
      settings.map(({ name }) => name).toSorted(),
    );
    for (const line of lines) {
      const [name = '', value = ''] = line.replace(/^# /, '').split('=');
      if (isSecret({ name })) expect(value, name).toBe('');
    }
  });

  test('leaves to be set what a part does not start without', () => {
    for (const { name, requiredBy } of settings) {
      if (requiredBy.length > 0) expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
    }
    expect(example).toMatch(/^# WORKER_POOL=5$/m);
  });
});

test('a table of one part has its settings and no others', () => {
  const table = renderTable(settings, ['worker']);
  expect(table).toContain('| `DATABASE_URL_RELAY` | yes |');
  expect(table).toContain('| `WORKER_POOL` | default `5` |');
  expect(table).not.toContain('TOSTER_PASSWORD_PEPPER');
  expect(() => withTable('# A page\n', table)).toThrow('no place');
});

test.each([...settingsFiles()])(
  '%s is up to date: `node scripts/generate-settings.ts` writes it',
  (file, text) => expect(readFileSync(join(ROOT, file), 'utf8')).toBe(text),
);
