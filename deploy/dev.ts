import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bringUpToDate } from '../app/migrate/up-to-date.server';
import { nodeArguments } from '../tests/commands/processes/app-processes';
import { ensureBuilt, inherited, projectFolder } from '../tests/support/processes/ensure-built';
import { runCommand, type Command } from '../tests/commands/command';
import { commandPostgres, migrated } from '../tests/commands/database';
import { dataFolder, encryptionKeys } from '../tests/commands/demo/demo-data';
import { untilHealthy } from '../tests/commands/processes/health';
import { CommandTrouble } from '../tests/commands/trouble';

/**
 * `npm run dev:shopify`, which `shopify app dev` starts (shopify.web.toml): runs web and worker against the
 * real Shopify, under the address of the command line's tunnel. They use their own PostgreSQL in `.data/`, or
 * the database of DATABASE_URL and MIGRATION_DATABASE_URL.
 */
async function dev(command: Command): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const asked = process.env;
  const { SHOPIFY_API_KEY, SHOPIFY_API_SECRET, APP_URL, PORT } = asked;
  if (!SHOPIFY_API_KEY || !SHOPIFY_API_SECRET || !APP_URL || !PORT)
    throw new CommandTrouble(
      'Start this with: shopify app dev --config local. It brings SHOPIFY_API_KEY, SHOPIFY_API_SECRET, APP_URL and PORT.',
    );
  const folder = join(dataFolder, 'dev');
  mkdirSync(folder, { recursive: true });
  const [databaseUrl] = await Promise.all([
    database(command, say),
    ensureBuilt('processes', command.processes).then(() => ensureBuilt('web', command.processes)),
  ]);
  const env: NodeJS.ProcessEnv = {
    ...inherited(),
    // the build is production's
    NODE_ENV: 'production',
    SHOPIFY_APP_URL: APP_URL,
    DATABASE_URL: databaseUrl,
    TOKEN_ENCRYPTION_KEYS: asked.TOKEN_ENCRYPTION_KEYS ?? encryptionKeys(),
    METRICS_PORT: '',
  };
  for (const [name, script] of [
    ['The worker', 'worker'],
    ['The web app', 'start'],
  ] as const) {
    const logFile = join(folder, `${script}.log`);
    command.processes.start({
      name,
      args: nodeArguments(script),
      env,
      cwd: projectFolder,
      logFile,
    });
    say(`${name} writes its log to ${logFile}.`);
  }
  await untilHealthy(`http://127.0.0.1:${PORT}/health/ready`);
  say(`${APP_URL} is ready.`);
  await new Promise(() => undefined);
}

/** Brings the database up to date. @returns its address as the role of web and worker */
async function database(command: Command, say: (line: string) => void): Promise<string> {
  const { DATABASE_URL: app, MIGRATION_DATABASE_URL: owner } = process.env;
  if (!app && !owner)
    return await migrated(await commandPostgres(command, dataFolder, say), 'dev', say);
  if (!app || !owner)
    throw new CommandTrouble('Set DATABASE_URL and MIGRATION_DATABASE_URL, or neither of them.');
  await bringUpToDate({ app, owner }, join(projectFolder, 'prisma'));
  return app;
}

await runCommand(dev, 0);
