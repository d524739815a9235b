import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../root.ts';
import { runTool } from '../test/tools.ts';
import type { Action, Recipe, Step } from './parse.ts';

/** A copy of the repository to follow a recipe in. */
export class Workshop {
  readonly folder: string;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'toster-recipe-'));
    const names = execFileSync(
      'git',
      ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
      {
        cwd: ROOT,
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      },
    ).split('\0');
    for (const name of names) {
      if (name === '' || !existsSync(join(ROOT, name))) continue;
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      cpSync(join(ROOT, name), join(this.folder, name));
    }
    for (const workspace of workspaces()) this.#installPackages(workspace);
    this.#commit();
  }

  /**
   * Packages of others stay where they are; links to packages of the repository lead to the copy, because pnpm's links
   * are relative.
   */
  #installPackages(workspace: string): void {
    const source = join(ROOT, workspace, 'node_modules');
    if (!existsSync(source)) return;
    const target = join(this.folder, workspace, 'node_modules');
    mkdirSync(target, { recursive: true });
    for (const entry of readdirSync(source)) {
      const from = join(source, entry);
      const to = join(target, entry);
      if (entry === '.pnpm') symlinkSync(from, to);
      else if (lstatSync(from).isSymbolicLink()) symlinkSync(readlinkSync(from), to);
      else cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    }
  }

  /** Knip and others ask git which files there are. */
  #commit(): void {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: this.folder });
    git('init', '--quiet');
    git('add', '--all');
  }

  /**
   * Does what a recipe says, but for a step, or for a text in the files of a step. A command of the recipe that fails is
   * an error, unless something was left out: then that is where somebody would notice, and they go on.
   */
  async follow(
    recipe: Recipe,
    leaveOut?: { readonly step: Step; readonly text: string | undefined },
  ): Promise<void> {
    for (const step of recipe.steps) {
      const isConcerned = leaveOut?.step === step;
      if (isConcerned && leaveOut.text === undefined) continue;
      for (const action of step.actions) {
        if (action.kind === 'run') await this.#runAll(action.commands, leaveOut === undefined);
        else this.#edit(action, isConcerned ? leaveOut.text : undefined);
      }
    }
  }

  async #runAll(commands: readonly string[], mustSucceed: boolean): Promise<void> {
    for (const command of commands) {
      const { code, output } = await this.run(command);
      if (code !== 0 && mustSucceed) throw new Error(`${command} failed.\n${output.slice(-4000)}`);
    }
  }

  #edit(action: Exclude<Action, { kind: 'run' }>, without: string | undefined): void {
    const path = join(this.folder, action.file);
    const text = without === undefined ? action.text : action.text.replace(without, '');
    mkdirSync(dirname(path), { recursive: true });
    if (action.kind === 'write') {
      if (existsSync(path)) throw new Error(`${action.file} exists already.`);
      writeFileSync(path, text);
      return;
    }
    const before = readFileSync(path, 'utf8');
    const at = before.indexOf(action.anchor);
    if (at === -1) throw new Error(`${action.file} has no "${action.anchor}"; mend the recipe.`);
    const isLine =
      before.slice(at + action.anchor.length).startsWith('\n') || action.where === 'before';
    const cut = action.where === 'before' ? at : at + action.anchor.length;
    const put = action.where === 'before' ? `${text}\n` : isLine ? `\n${text}` : text;
    writeFileSync(path, before.slice(0, cut) + put + before.slice(cut));
  }

  /** Runs a command line of the page, word by word, without a shell. */
  run(command: string): Promise<{ code: number; output: string }> {
    const [program = '', ...args] = command.split(' ');
    return runTool(program === 'node' ? process.execPath : program, args, {
      cwd: this.folder,
      quiet: true,
      env: {
        CI: 'true',
        NO_COLOR: '1',
        FORCE_COLOR: '0',
        // An install of pnpm's own would write through the links into the packages of this repository.
        pnpm_config_verify_deps_before_run: 'false',
      },
    });
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function workspaces(): string[] {
  const nested = ['apps', 'packages', 'tooling'].flatMap((parent) =>
    readdirSync(join(ROOT, parent)).map((name) => join(parent, name)),
  );
  return ['.', 'e2e', 'bench', ...nested];
}
