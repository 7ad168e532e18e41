import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../e2e/browser/browser';
import { cacheFolder } from '../e2e/browser/browser-binary';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { ensureBuilt, projectFolder } from '../support/processes/ensure-built';
import { startStack } from '../support/processes/stack';
import { runCommand, type Command } from './command';
import { migrated } from './database';
import { writeAnswers } from './demo/demo-answers';
import { optionValues } from './option-values';
import { print } from './print';
import { ownPostgres } from './processes/own-postgres';
import { progressOf } from './report/progress';
import { bookOf } from './screenshots/book';
import { closeSetup, numbersOf, quietQueue } from './screenshots/ready';
import { picturesOf, type Picture } from './screenshots/pictures';

const USAGE = `npm run screenshots [-- options]    the picture book: every page in both languages, wide and on a phone

  --pages A,B   only these pages (home, ltv, repeat, stages, nps, …)
  --readme      also writes the README's pictures into .readme
  --help        this text

The pictures are in .cache/pictures, with an index.html that shows them beside each other.`;

const WIDTHS = [1280, 375] as const;
const LANGUAGES = ['ja', 'en'] as const;
/** The pictures that the README shows. */
const OF_THE_README = [
  ...['home-ja', 'home-ja-375', 'ltv-ja', 'repeat-en', 'nps-ja', 'survey-ja'],
  'thank-you-ja-375',
];

/** `npm run screenshots`: runs the demo's shop with its survey answers, and takes a picture of every page. */
async function screenshots(command: Command): Promise<void> {
  const { pages, readme, help } = optionValues(process.argv.slice(2), USAGE, {
    pages: { type: 'string' },
    readme: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (help === true) {
    await print(USAGE);
    return;
  }
  const shown = progressOf(command);
  shown.say('Building the app …');
  for (const part of ['web', 'processes'] as const) await ensureBuilt(part, command.processes);
  const own = await command.beside(ownPostgres());
  command.atEnd(() => own.remove());
  const databaseUrl = await migrated(own.postgres, 'pictures');
  const folder = mkdtempSync(join(tmpdir(), 'omega-pictures-'));
  command.atEnd(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  shown.say('Importing the shop …');
  const world = teaShop({ until: new Date() });
  const store = join(folder, 'shopify.sqlite');
  const stack = await startStack(databaseUrl, [world], store);
  command.atEnd(async () => {
    await stack[Symbol.asyncDispose]();
  });
  const browser = await openBrowser();
  command.atEnd(() => browser.close());
  const serverUrl = own.postgres.serverUrl('pictures');
  await numbersOf(browser, stack, serverUrl);
  await closeSetup(serverUrl);
  shown.say('Writing the survey’s answers …');
  const { domain } = world.shop;
  const answers = { around: stack.around, domain, store, done: join(folder, 'answered') };
  await writeAnswers(command, { ...answers, logFile: join(folder, 'answers.log') }, 0);
  await quietQueue(serverUrl);

  const target = join(cacheFolder, 'pictures');
  mkdirSync(target, { recursive: true });
  const only = pages === undefined ? null : pages.split(',');
  const taken: Picture[] = [];
  for (const language of LANGUAGES)
    for (const width of WIDTHS)
      for await (const picture of picturesOf(browser, stack, { language, width, only, target })) {
        shown.say(picture.file);
        taken.push(picture);
      }
  writeFileSync(join(target, 'index.html'), bookOf(taken));
  if (readme === true)
    for (const { file } of taken.filter(({ name }) => OF_THE_README.includes(name)))
      cpSync(join(target, file), join(projectFolder, '.readme', file));
  await print(`${String(taken.length)} pictures: ${join(target, 'index.html')}`);
}

await runCommand(screenshots, 130);
