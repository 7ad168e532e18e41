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
  /** a file that exists once all answers are written */
  done: string;
  logFile: string;
}

/**
 * Writes 18 months of survey answers for the demo shop once its first snapshot exists, so as not to slow the
 * import that the merchant waits for. An interrupted run continues at the next start.
 * @param say called with the failure; the demo goes on without the answers
 */
export function answersFollow(
  command: Command,
  answers: DemoAnswers,
  say: (line: string) => void,
): void {
  write(command, answers).catch((error: unknown) => {
    say(`The demo shop lacks some of its survey answers: ${sentenceOf(error)}`);
  });
}

async function write(command: Command, answers: DemoAnswers): Promise<void> {
  const { around, domain, done } = answers;
  if (existsSync(done)) return;
  if (await firstNumbers(command, around.databaseUrl, domain))
    await writeAnswers(command, answers, THROUGH_THE_DOORS);
}

/**
 * Writes the answers in a separate process with the app's environment.
 * @param throughTheDoors number of the last answers, which are sent to the running app's doors
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

/** @returns false when the demo ends first */
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
      // Row level security hides all rows until a shop is set.
      await client.query(
        `select set_config('app.shop_id', id::text, false) from shops where domain = $1`,
        [domain],
      );
      const { rowCount } = await client.query('select from snapshots limit 1');
      if (rowCount === 1) return true;
      await wait(LOOK_AGAIN_MS);
    }
  } catch (error) {
    // The demo is ending, and with it its database.
    if (open) throw error;
  } finally {
    await close();
  }
  return false;
}
