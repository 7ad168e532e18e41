import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { pathPrefix } from '../../sandbox/storefront/app-proxy';
import { appDeclaration } from '../../sandbox/webhooks/app-declaration';
import { appEnvironment, preload, type Surroundings } from '../processes/app-processes';
import { inherited, projectFolder } from '../../support/processes/ensure-built';
import type { Command } from '../command';
import { sentenceOf } from '../trouble';

const LOOK_AGAIN_MS = 500;
const THROUGH_THE_DOORS = 200;

export interface DemoAnswers {
  around: Surroundings;
  domain: string;
  /** the SQLite file of the local Shopify */
  store: string;
  /** a file that is there when all answers are */
  done: string;
  logFile: string;
}

/**
 * Gives the demo shop what its customers answered in 18 months, once its first numbers are there: until
 * then the machine is the merchant's, who waits for them. What is cut off goes on at the next start.
 * @param say told what went wrong; the demo goes on without the answers
 */
export function answersFollow(
  command: Command,
  answers: DemoAnswers,
  say: (line: string) => void,
): void {
  write(command, answers).catch((error: unknown) => {
    say(`The demo shop has not got all of its answers: ${sentenceOf(error)}`);
  });
}

async function write(command: Command, answers: DemoAnswers): Promise<void> {
  const { around, domain, done } = answers;
  if (existsSync(done)) return;
  if (await firstNumbers(command, around.databaseUrl, domain))
    await writeAnswers(command, answers, THROUGH_THE_DOORS);
}

/**
 * Writes the answers, in a process of its own with the app's environment.
 * @param throughTheDoors how many of them, the last ones, are sent to the running app
 */
export async function writeAnswers(
  command: Pick<Command, 'processes'>,
  { around, logFile, ...rest }: DemoAnswers,
  throughTheDoors: number,
): Promise<void> {
  const { proxy } = appDeclaration();
  if (proxy === null) throw new Error('shopify.app.toml declares no app proxy');
  const { appUrl } = around;
  const task = { ...rest, appUrl, pathPrefix: pathPrefix(proxy), throughTheDoors };
  await command.processes.run({
    name: "The writer of the demo's answers",
    imports: [preload('http/intercept.mjs'), 'tsx'],
    args: [join(projectFolder, 'tests/sandbox/storefront/answers/write.ts'), JSON.stringify(task)],
    env: { ...inherited(), ...appEnvironment(around) },
    cwd: projectFolder,
    logFile,
  });
}

/** @returns false where the demo ends before */
async function firstNumbers(
  command: Command,
  databaseUrl: string,
  domain: string,
): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  let open = true;
  const close = async (): Promise<void> => {
    open = false;
    await client.end().catch(() => undefined);
  };
  client.on('error', () => {
    open = false;
  });
  command.atEnd(close);
  await client.connect();
  try {
    while (open) {
      // Only who names a shop sees rows of one.
      await client.query(
        `select set_config('app.shop_id', id::text, false) from shops where domain = $1`,
        [domain],
      );
      const { rowCount } = await client.query('select from snapshots limit 1');
      if (rowCount === 1) return true;
      await wait(LOOK_AGAIN_MS);
    }
  } catch (error) {
    // The demo is ending, and its database with it.
    if (open) throw error;
  } finally {
    await close();
  }
  return false;
}
