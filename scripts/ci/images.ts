import { randomUUID } from 'node:crypto';
import { IMAGES } from '../image/tree.ts';
import { remark } from '../steps.ts';
import { ROOT } from '../root.ts';
import { runTool } from '../test/tools.ts';

/**
 * Builds both container images and looks at them: no root, a read-only file system is enough, and without settings the
 * worker refuses to start and says which it misses. Throws where there is no container engine.
 */
export async function checkImages(): Promise<void> {
  const engine = await runTool('docker', ['version', '--format', '{{.Server.Version}}'], {
    quiet: true,
  });
  if (engine.code !== 0) throw new Error('There is no container engine on this machine.');
  for (const image of IMAGES) {
    const tag = `toster-${image}:ci-${randomUUID().slice(0, 8)}`;
    remark(`Building ${tag}`);
    await docker('build', '--file', `apps/${image}/Dockerfile`, '--tag', tag, ROOT);
    const inside = [
      'run',
      '--rm',
      '--read-only',
      '--tmpfs',
      '/tmp',
      '--cap-drop=ALL',
      '--security-opt=no-new-privileges',
    ];
    const who = await docker(...inside, tag, 'id', '-u');
    if (who.trim() === '0') throw new Error(`${image} runs as root.`);
    const writable = await docker(
      ...inside,
      tag,
      'find',
      '/app',
      '-writable',
      '-not',
      '-type',
      'l',
    );
    if (writable.trim() !== '')
      throw new Error(`${image} can write to ${writable.split('\n')[0]}.`);
    if (image === 'worker') {
      const { code, output } = await runTool('docker', [...inside, tag], { quiet: true });
      if (code === 0 || !/cannot start: missing or malformed/.test(output)) {
        throw new Error(`${image} does not say which settings it misses:\n${output.slice(-2000)}`);
      }
    }
  }
}

async function docker(...args: readonly string[]): Promise<string> {
  const { code, output } = await runTool('docker', args, { quiet: true });
  if (code !== 0) throw new Error(`docker ${args[0]} failed.\n${output.slice(-4000)}`);
  return output;
}
