import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

interface Nested {
  [key: string]: string | Nested;
}
const nested: z.ZodType<Nested> = z.lazy(() => z.record(z.string(), z.union([z.string(), nested])));

/** An extension's texts in one language, by their dotted keys. */
export type Texts = ReadonlyMap<string, string>;

/**
 * The texts of an extension's `locales` folder in a language, with the default language for missing ones.
 * @param ending `.json` for the customers' texts, `.schema.json` for the editor's
 */
export function localeTexts(
  folder: string,
  language: string,
  ending: '.json' | '.schema.json' = '.json',
): Texts {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const fallback = files.find((file) => file.endsWith(`.default${ending}`));
  if (fallback === undefined) throw new Error(`${folder} has no *.default${ending}`);
  const own = [`${language}${ending}`, `${language}.default${ending}`].filter((file) =>
    files.includes(file),
  );
  const texts = [fallback, ...own].flatMap((file) => [...read(join(folder, file))]);
  return new Map(texts);
}

/** A text with its `{{ placeholders }}` filled. @throws Error for a missing text */
export function textOf(texts: Texts, key: string, values: Record<string, unknown> = {}): string {
  const plural = typeof values.count === 'number' ? pluralKey(texts, key, values.count) : key;
  const text = texts.get(plural);
  if (text === undefined) throw new Error(`translation missing: ${key}`);
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
    if (!(name in values)) throw new Error(`translation ${key} has no value for ${name}`);
    return String(values[name]);
  });
}

function pluralKey(texts: Texts, key: string, count: number): string {
  const one = `${key}.one`;
  return count === 1 && texts.has(one) ? one : texts.has(`${key}.other`) ? `${key}.other` : key;
}

function read(file: string): [string, string][] {
  const flat = (tree: Nested, path: string): [string, string][] =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
    );
  return flat(nested.parse(JSON.parse(readFileSync(file, 'utf8'))), '');
}
