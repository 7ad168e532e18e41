import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { optionValues } from '../tests/commands/option-values';
import { CommandTrouble } from '../tests/commands/trouble';
import { parseVariables } from './env-file';
import { LOCAL_ENV, LOCAL_TOML, localEnv, localToml, PROCESS_ENV, processEnv } from './setup-files';
import { clientIdProblem, urlProblem, type SetupValues } from './setup-values';

const USAGE = `npm run setup:shopify -- --client-id ID --url URL [options]

  Writes what Shopify's command line and the app's processes need for your app, in files that git ignores:
  ${LOCAL_TOML}, ${LOCAL_ENV} and ${PROCESS_ENV}. Run it again at any time.

  --client-id ID         the app's client ID, from Dev Dashboard → your app → Settings
  --url URL              where Shopify reaches the app: https://, a public name, nothing behind it
  --recent-orders-only   do without read_all_orders until Shopify has granted it: orders of 60 days
  --customer-merge       ask every shop for read_customer_merge, and hear of merged customers at once
  --remove               remove what this and \`shopify app build\` wrote, but for ${PROCESS_ENV}
  --help                 this text`;

/** Files that Shopify's command line leaves behind (git ignores them too). */
const BUILT = ['extensions/*/dist', 'extensions/*/manifest.json', '.shopify'];

/**
 * Writes the files of one deployment, or removes them.
 * @param project the folder with `shopify.app.toml`
 * @returns lines that report what was done
 * @throws CommandTrouble where an option is missing or wrong; nothing is written then
 */
export function setUp(project: string, args: string[]): string[] {
  const asked = optionValues(args, USAGE, {
    'client-id': { type: 'string' },
    url: { type: 'string' },
    'customer-merge': { type: 'boolean' },
    'recent-orders-only': { type: 'boolean' },
    remove: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (asked.help === true) return [USAGE];
  if (asked.remove === true) return removeFiles(project);
  return writeFiles(project, {
    clientId: checkedOption('--client-id', asked['client-id'], clientIdProblem),
    url: checkedOption('--url', asked.url, urlProblem),
    customerMerge: asked['customer-merge'] === true,
    recentOrdersOnly: asked['recent-orders-only'] === true,
  });
}

function checkedOption(
  name: string,
  text: string | undefined,
  problem: (text: string) => string | null,
): string {
  if (text === undefined) throw new CommandTrouble(`${name} is missing.\n\n${USAGE}`);
  const wrong = problem(text);
  if (wrong !== null) throw new CommandTrouble(`${name}: ${wrong} Nothing was written.`);
  return text;
}

function writeFiles(project: string, values: SetupValues): string[] {
  const read = (name: string): string =>
    existsSync(join(project, name)) ? readFileSync(join(project, name), 'utf8') : '';
  const before = parseVariables(read(PROCESS_ENV)).get('SHOPIFY_API_KEY') ?? '';
  const files = [
    { name: LOCAL_TOML, text: localToml(read('shopify.app.toml'), values), mode: 0o644 },
    { name: LOCAL_ENV, text: localEnv(read(LOCAL_ENV), values), mode: 0o644 },
    { name: PROCESS_ENV, text: processEnv(read(PROCESS_ENV), values), mode: 0o600 },
  ];
  const said = files.map(({ name, text, mode }) => {
    const same = read(name) === text;
    if (!same) replaceFile(join(project, name), text, mode);
    return `${name}: ${same ? 'as it should be' : 'written'}`;
  });
  const variables = parseVariables(read(PROCESS_ENV));
  const empty = [...variables].filter(([, value]) => value === '').map(([name]) => name);
  if (empty.length > 0) said.push(`Still to fill in, in ${PROCESS_ENV}: ${empty.join(', ')}.`);
  if (before !== '' && before !== values.clientId)
    said.push(`${PROCESS_ENV} was of another app: put this one's SHOPIFY_API_SECRET there.`);
  const next = empty.length > 0 ? 'Fill in `omega.env`' : 'Deploy';
  return [...said, `Next: docs/deploying.md, "${next}".`];
}

/** Writes a file atomically. */
function replaceFile(path: string, text: string, mode: number): void {
  const beside = `${path}.new`;
  try {
    writeFileSync(beside, text, { mode });
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

function removeFiles(project: string): string[] {
  const built = BUILT.flatMap((pattern) => globSync(pattern, { cwd: project }));
  const found = [LOCAL_TOML, LOCAL_ENV, ...built].filter((name) => existsSync(join(project, name)));
  for (const name of found) rmSync(join(project, name), { recursive: true });
  const said = found.map((name) => `${name}: removed`);
  if (existsSync(join(project, PROCESS_ENV)))
    said.push(`${PROCESS_ENV} stays: TOKEN_ENCRYPTION_KEYS in it opens what is stored.`);
  return said.length > 0 ? said : ['There is nothing to remove.'];
}
