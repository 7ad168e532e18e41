import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, type TomlTable } from 'smol-toml';
import { MERGE_SCOPE } from './customer-merge';
import { parseVariables } from './env-file';
import { ALL_ORDERS_SCOPE, LOCAL_ENV, LOCAL_TOML, localToml, PROCESS_ENV } from './setup-files';
import { clientIdProblem, urlProblem } from './setup-values';
import { TOML_KINDS } from './toml-keys';

const RERUN_SETUP = 'Run `npm run setup:shopify` again.';

/**
 * The contradictions between the files of `npm run setup:shopify`, one sentence each: an extension that sends
 * answers elsewhere, a version without a newer topic. None where it was never run.
 */
export function localProblems(project: string): string[] {
  const read = (name: string): string =>
    existsSync(join(project, name)) ? readFileSync(join(project, name), 'utf8') : '';
  if (!existsSync(join(project, LOCAL_TOML))) return [];
  const content = parseToml(read(LOCAL_TOML));
  const local = TOML_KINDS.app.safeParse(content).data;
  // `tomlProblems` reports wrong keys
  if (local === undefined) return [];
  const { client_id: clientId, application_url: url } = local;
  const values = [clientIdProblem(clientId), urlProblem(url)].filter((wrong) => wrong !== null);
  if (values.length > 0) return values.map((wrong) => `${LOCAL_TOML}: ${wrong}`);

  const scopes = local.access_scopes.scopes.split(',');
  const customerMerge = scopes.includes(MERGE_SCOPE);
  const recentOrdersOnly = !scopes.includes(ALL_ORDERS_SCOPE);
  const chosen = { clientId, url, customerMerge, recentOrdersOnly };
  const expected = parse(localToml(read('shopify.app.toml'), chosen));
  const stale = Object.entries(expected)
    .filter(([key]) => key !== 'build')
    .filter(([key, value]) => !isDeepStrictEqual(content?.[key], value))
    .map(([key]) => `${LOCAL_TOML}: "${key}" is not as in shopify.app.toml. ${RERUN_SETUP}`);
  const variables: [file: string, name: string, value: string][] = [
    [LOCAL_ENV, 'APP_URL', url],
    [PROCESS_ENV, 'SHOPIFY_APP_URL', url],
    [PROCESS_ENV, 'SHOPIFY_API_KEY', clientId],
  ];
  const different = variables
    .filter(([file]) => file === LOCAL_ENV || existsSync(join(project, file)))
    .filter(([file, name, value]) => parseVariables(read(file)).get(name) !== value)
    .map(
      ([file, name, value]) =>
        `${file}: ${name} is not ${value}, as ${LOCAL_TOML} has it. ${RERUN_SETUP}`,
    );
  return [...stale, ...different];
}

function parseToml(text: string): TomlTable | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}
