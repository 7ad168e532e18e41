import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { addressProblems, webProblems } from './address-problems';
import { listDoors } from './doors';
import { scopeProblems } from './scope-problems';
import { keyProblems, TOML_KINDS, type TomlKind } from './toml-keys';

/** A toml file of Shopify's command line. */
export interface Toml {
  /** relative to the project */
  name: string;
  kind: TomlKind;
  text: string;
}

/** Finds the toml files of a project that Shopify's command line reads. */
export function findTomls(project: string): Toml[] {
  const found: [string, TomlKind][] = [
    ...readdirSync(project)
      .filter((name) => /^shopify\.app(\.[-\w]+)?\.toml$/.test(name))
      .map((name): [string, TomlKind] => [name, 'app']),
    ['shopify.web.toml', 'web'],
    ...readdirSync(join(project, 'extensions')).map((name): [string, TomlKind] => [
      join('extensions', name, 'shopify.extension.toml'),
      'extension',
    ]),
  ];
  return found
    .filter(([name]) => existsSync(join(project, name)))
    .map(([name, kind]) => ({ name, kind, text: readFileSync(join(project, name), 'utf8') }));
}

/** The problems of a toml file, one sentence each, which begins with the file's name. */
export function tomlProblems({ name, kind, text }: Toml): string[] {
  return problemsOf(kind, text).map((problem) => `${name}: ${problem}`);
}

function problemsOf(kind: TomlKind, text: string): string[] {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    return [error instanceof Error ? error.message : 'it is no toml.'];
  }
  const wrongKeys = keyProblems(kind, content);
  if (wrongKeys.length > 0 || kind === 'extension') return wrongKeys;
  if (kind === 'web') return webProblems(TOML_KINDS.web.parse(content), listDoors());
  const app = TOML_KINDS.app.parse(content);
  return [...addressProblems(app, listDoors()), ...scopeProblems(app)];
}
