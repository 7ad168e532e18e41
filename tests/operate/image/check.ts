import { execFile, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { asAccount, otherAccount, runsAsRoot } from '../../sandbox/postgres/account';
import { parseVariables } from '../../../deploy/env-file';
import { processEnv } from '../../../deploy/setup-files';
import { projectFolder } from '../../support/processes/ensure-built';
import { runCommand, type Command } from '../../commands/command';
import { untilHealthy } from '../../commands/processes/health';
import { ownPostgres } from '../../commands/processes/own-postgres';
import { freePort } from '../../commands/processes/ports';
import { CommandTrouble } from '../../commands/trouble';
import { stagesOf } from './dockerfile';
import { layOut, type Layout } from './layout';

/**
 * `npm run image:check`: lays out the image of the Dockerfile without Docker, checks its files,
 * and runs migrations, web and worker from it as a user other than root.
 */
async function check(command: Command): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'omega-image-'));
  chmodSync(folder, 0o755);
  command.atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const stages = stagesOf(readFileSync(join(projectFolder, 'Dockerfile'), 'utf8'));
  const image = stages.at(-1);
  if (image?.cmd == null || image.healthcheck === null)
    throw new CommandTrouble('The Dockerfile has no CMD or no HEALTHCHECK.');
  const layout = await layOut(stages, folder, say);
  refuseDevelopment(layout);

  const own = await command.beside(ownPostgres());
  command.atEnd(() => own.remove());
  await own.postgres.createDatabase('image');
  const person = nobody(folder);
  const env = {
    ...layout.env,
    ...Object.fromEntries(parseVariables(processEnv('', SET_UP))),
    HOME: person.home,
    SHOPIFY_API_SECRET: 'secret',
    DATABASE_URL: own.postgres.url('image'),
    MIGRATION_DATABASE_URL: own.postgres.ownerUrl('image'),
  };
  const start = (args: string[], more: Record<string, string>): ChildProcess => {
    const [program = '', ...rest] = args;
    const child = spawn(program, rest, {
      ...person.account,
      cwd: join(layout.root, layout.workdir),
      env: { ...env, ...more },
      stdio: ['ignore', 'inherit', 'inherit'],
      // a container's signals reach its first process alone
      detached: true,
    });
    command.atEnd(() => void child.kill('SIGKILL'));
    return child;
  };
  say('npm run migrate');
  await ended(start(['npm', 'run', 'migrate'], {}), 'npm run migrate');

  const [port, webMetrics, workerMetrics] = [await freePort(), await freePort(), await freePort()];
  say(`${image.cmd.join(' ')}, npm run worker`);
  const running: [name: string, child: ChildProcess, metrics: number][] = [
    ['web', start(image.cmd, { PORT: String(port), METRICS_PORT: String(webMetrics) }), webMetrics],
    [
      'worker',
      start(['npm', 'run', 'worker'], { METRICS_PORT: String(workerMetrics) }),
      workerMetrics,
    ],
  ];
  await untilHealthy(`http://127.0.0.1:${port}/health/ready`);
  await refuseStrangeAnswers(`http://127.0.0.1:${port}`);
  for (const [name, child, metrics] of running) {
    await untilHealthy(`http://127.0.0.1:${metrics}/health/ready`);
    const healthcheck = start(image.healthcheck, { METRICS_PORT: String(metrics) });
    await ended(healthcheck, `HEALTHCHECK of ${name}`);
    child.kill('SIGTERM');
    await ended(child, `SIGTERM to ${name}`);
  }
  const { stdout } = await promisify(execFile)('du', ['-sm', layout.root]);
  say(`The image's files (${stdout.split('\t')[0] ?? '?'} MB beside Node's) run.`);
}

/** The options of `npm run setup:shopify`; the check runs with the environment that it writes. */
const SET_UP = {
  ...{ clientId: 'a61950a2cbd5f32876b0b55587ec7a27', url: 'https://numbers.tea-shop.jp' },
  ...{ customerMerge: false, recentOrdersOnly: false },
};

/** The requests of docs/deploying.md before a deployment, and their expected statuses. */
const ASKED: [method: string, path: string, status: number, location: string | null][] = [
  ['GET', '/', 302, '/app'],
  ['POST', '/webhooks/orders', 400, null],
  ['GET', '/favicon.ico', 200, null],
  ['GET', '/robots.txt', 200, null],
];

async function refuseStrangeAnswers(origin: string): Promise<void> {
  for (const [method, path, status, location] of ASKED) {
    const answer = await fetch(`${origin}${path}`, { method, redirect: 'manual' });
    await answer.arrayBuffer();
    if (answer.status !== status || answer.headers.get('location') !== location)
      throw new CommandTrouble(`${method} ${path} was answered with ${answer.status}.`);
  }
}

const lock = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })),
});

/** Packages that only development needs must not be in an image. */
function refuseDevelopment({ root, workdir }: Layout): void {
  const text = readFileSync(join(projectFolder, 'package-lock.json'), 'utf8');
  const found = Object.entries(lock.parse(JSON.parse(text)).packages)
    .filter(([path, { dev }]) => dev === true && existsSync(join(root, workdir, path)))
    .map(([path]) => path);
  if (found.length > 0)
    throw new CommandTrouble(
      `The image has packages that only development needs: ${found.join(', ')}.`,
    );
  for (const path of ['app', 'tests', 'package-lock.json'])
    if (existsSync(join(root, workdir, path)))
      throw new CommandTrouble(`The image has ${path}, which nothing in it needs.`);
}

/** A user other than root, as in the image: the current one if it is not root. */
function nobody(folder: string): { account: object; home: string } {
  const home = join(folder, 'home');
  mkdirSync(home);
  if (!runsAsRoot()) return { account: {}, home };
  const account = otherAccount();
  chownSync(home, account.uid, account.gid);
  return { account: asAccount(account), home };
}

async function ended(child: ChildProcess, what: string): Promise<void> {
  const code = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
  if (code !== 0) throw new CommandTrouble(`${what} ended with ${String(code)}.`);
}

await runCommand(check, 130);
