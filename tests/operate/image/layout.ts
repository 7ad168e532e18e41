import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inherited, projectFolder } from '../../support/processes/ensure-built';
import { CommandTrouble } from '../../commands/trouble';
import type { Stage, Step } from './dockerfile';

/** The result of a stage: a folder in place of the image's root. */
export interface Layout {
  root: string;
  workdir: string;
  env: NodeJS.ProcessEnv;
}

/**
 * Runs a Dockerfile without Docker: each stage in a folder of its own, with this process's
 * Node in place of the base image's.
 * @param folder the parent of the stages' folders
 * @param say hears each step before it is done
 * @returns the last stage
 */
export async function layOut(
  stages: Stage[],
  folder: string,
  say: (line: string) => void,
): Promise<Layout> {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, 'node'));
  const layouts = new Map<string, Layout>();
  for (const [number, stage] of stages.entries()) {
    const layout: Layout = {
      root: join(folder, `stage-${number}`),
      workdir: '/',
      // npm's settings and its registry's address are this machine's
      env: { ...inherited(), PATH: `${bin}:${process.env.PATH ?? ''}` },
    };
    mkdirSync(layout.root);
    for (const step of stage.steps) {
      say(`${stage.name ?? 'image'}: ${JSON.stringify(step)}`);
      await take(step, layout, layouts);
    }
    layouts.set(stage.name ?? '', layout);
  }
  const last = layouts.get('');
  if (last === undefined) throw new CommandTrouble('The last stage of the Dockerfile has a name.');
  return last;
}

async function take(step: Step, layout: Layout, layouts: Map<string, Layout>): Promise<void> {
  switch (step.kind) {
    case 'workdir':
      layout.workdir = step.path;
      mkdirSync(join(layout.root, step.path), { recursive: true });
      return;
    case 'env':
      Object.assign(layout.env, step.variables);
      return;
    case 'copy':
      for (const from of step.from) copy(from, step, layout, layouts);
      return;
    case 'run':
      await run(step.command, layout);
  }
}

/** As Docker: copies a folder's contents into the named place, a file into a place that ends in "/". */
function copy(
  from: string,
  { stage, to }: Extract<Step, { kind: 'copy' }>,
  layout: Layout,
  layouts: Map<string, Layout>,
): void {
  const origin = stage === null ? projectFolder : layouts.get(stage)?.root;
  if (origin === undefined) throw new CommandTrouble(`The Dockerfile has no stage ${stage}.`);
  const ignored = readFileSync(join(projectFolder, '.dockerignore'), 'utf8').split('\n');
  const [top = ''] = from.split('/');
  if (stage === null && (from.startsWith('.') || ignored.includes(top)))
    throw new CommandTrouble(`The Dockerfile copies ${from}, which .dockerignore leaves out.`);
  const source = join(origin, from);
  if (!existsSync(source))
    throw new CommandTrouble(`The Dockerfile copies ${from}: there is none.`);
  const place = join(layout.root, to.startsWith('/') ? '' : layout.workdir, to);
  const target = to.endsWith('/') ? join(place, basename(from)) : place;
  cpSync(source, target, { recursive: true, verbatimSymlinks: true });
}

/** @throws CommandTrouble with the output of the command */
async function run(command: string, { root, workdir, env }: Layout): Promise<void> {
  const child = spawn('sh', ['-c', command], {
    ...{ cwd: join(root, workdir), env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => (said += piece.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0)
    throw new CommandTrouble(`RUN ${command} ended with ${String(code)}:\n${said.slice(-4_000)}`);
}
