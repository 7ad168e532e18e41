import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { adminSchema } from '../sandbox/schema';

const FOLDER = join(import.meta.dirname, '../../app/shopify/documents');

const files = readdirSync(FOLDER).filter((file) => file !== 'document.ts');
const documents = await Promise.all(
  files.map(async (file) => {
    const module: Record<string, unknown> = await import(join(FOLDER, file));
    const texts = Object.values(module).flatMap((value) =>
      typeof value === 'object' && value !== null && 'text' in value ? [String(value.text)] : [],
    );
    return { file, texts };
  }),
);

/** Every field of a text, as `Type.field`. */
function fieldNames(text: string): string[] {
  const names: string[] = [];
  visit(parse(text), { Field: (node) => void names.push(node.name.value) });
  return names;
}

describe('what the app asks Shopify', () => {
  it.each(documents)('stands alone in $file and fits the schema of 2026-10', ({ texts }) => {
    expect(texts).toHaveLength(1);
    for (const text of texts)
      expect(validate(adminSchema().schema, parse(text)).map((error) => error.message)).toEqual([]);
  });

  it('never reads what names a person, except names on a page that shows them', () => {
    const naming =
      /^(firstName|lastName|displayName|email|phone|emailAddress|phoneNumber|.*ddress)$/;
    const found = documents.flatMap(({ file, texts }) =>
      texts
        .flatMap(fieldNames)
        .filter((name) => naming.test(name) && name !== 'defaultEmailAddress')
        .map((name) => `${file}: ${name}`),
    );
    expect(found).toEqual(['customer-names.ts: displayName']);
  });

  it('counts without a limit, for Shopify stops at 10,000 otherwise', () => {
    const counts = documents.find(({ file }) => file === 'counts.ts')?.texts[0] ?? '';
    expect(counts.match(/Count\(limit: null\)/g)).toHaveLength(2);
  });
});
