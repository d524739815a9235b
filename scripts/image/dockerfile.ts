import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../root.ts';
import type { Image } from './tree.ts';

/** What the last stage of a Dockerfile says. */
export type DockerImage = {
  readonly stages: readonly string[];
  /** The instructions of the last stage, in order. */
  readonly instructions: readonly { readonly name: string; readonly text: string }[];
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly folder: string | undefined;
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
};

const ZWords = z.array(z.string()).min(1);

/** Reads the Dockerfile of an image: comments and line ends folded, commands in their exec form. Throws when one is not. */
export function readDockerfile(image: Image): DockerImage {
  const text = readFileSync(join(ROOT, 'apps', image, 'Dockerfile'), 'utf8');
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ name: line.split(' ')[0] ?? '', text: line.slice(line.indexOf(' ') + 1) }));
  const last = lines.findLastIndex(({ name }) => name === 'FROM');
  const instructions = lines.slice(last);
  const one = (name: string) => instructions.findLast((each) => each.name === name)?.text;
  return {
    stages: lines.filter(({ name }) => name === 'FROM').map(({ text: from }) => from),
    instructions,
    environment: Object.fromEntries(
      instructions
        .filter(({ name }) => name === 'ENV')
        .flatMap(({ text: pairs }) => pairs.split(' '))
        .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    ),
    user: one('USER'),
    folder: one('WORKDIR'),
    command: words(one('CMD')),
    healthcheck: words(one('HEALTHCHECK')?.replace(/^.*?CMD /, '')),
  };
}

/** The variables that `env -u` takes away before the program starts. */
export function withheld(command: readonly string[]): string[] {
  return command.filter((_, index) => command[index - 1] === '-u');
}

function words(text: string | undefined): readonly string[] {
  return ZWords.parse(JSON.parse(text ?? ''));
}
