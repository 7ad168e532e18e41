import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, NoDeprecatedCustomRule, parse, validate, visit, type TypeNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../app/shopify/documents/document';
import {
  VARIANT_FIELDS,
  CUSTOMER_FIELDS,
  FACT_FIELDS_VERSION,
  lineFields,
  ORDER_FIELDS,
} from '../../app/shopify/documents/fact-fields';
import { requestedCost } from '../sandbox/graphql/cost';
import { adminSchema } from '../sandbox/graphql/schema';

const FOLDER = join(import.meta.dirname, '../../app/shopify/documents');

const files = readdirSync(FOLDER).filter(
  (file) => !['document.ts', 'fact-fields.ts'].includes(file),
);
const isDocument = (value: unknown): value is Document<object> =>
  typeof value === 'object' && value !== null && 'text' in value && 'points' in value;

const documents = await Promise.all(
  files.map(async (file) => {
    const module: Record<string, unknown> = await import(join(FOLDER, file));
    const found = Object.values(module).filter(isDocument);
    return { file, found, texts: found.map(({ text }) => text) };
  }),
);

/** A value for a variable: lists have twenty ids, pages nine nodes. */
function someValue(type: TypeNode): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) return someValue(type.type);
  if (type.kind === Kind.LIST_TYPE) return Array.from({ length: 20 }, () => someValue(type.type));
  return type.name.value === 'Int' ? 9 : 'gid://shopify/Order/1';
}

/** Every field of a text, as `Type.field`. */
function fieldNames(text: string): string[] {
  const names: string[] = [];
  visit(parse(text), { Field: (node) => void names.push(node.name.value) });
  return names;
}

describe('a query of the app', () => {
  it.each(documents)('is complete in $file and fits the schema of 2026-10', ({ texts }) => {
    expect(texts).toHaveLength(1);
    for (const text of texts)
      expect(validate(adminSchema().schema, parse(text)).map((error) => error.message)).toEqual([]);
  });

  it.each(documents)('has no deprecated field in $file', ({ texts }) => {
    const deprecated = texts.flatMap((text) =>
      validate(adminSchema().schema, parse(text), [NoDeprecatedCustomRule]),
    );
    expect(deprecated.map((error) => error.message)).toEqual([]);
  });

  it.each(documents)('costs no more than its stated points in $file', ({ found }) => {
    for (const document of found) {
      const [operation] = parse(document.text).definitions;
      if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
      const variables = Object.fromEntries(
        (operation.variableDefinitions ?? []).map(({ variable, type }) => [
          variable.name.value,
          someValue(type),
        ]),
      );
      const { schema } = adminSchema();
      const cost = requestedCost({ schema, operation, fragments: {}, variables });
      expect(document.points(variables)).toBeGreaterThanOrEqual(cost);
    }
  });

  it('never reads personal fields, except names for a page that shows them', () => {
    const naming =
      /^(firstName|lastName|displayName|email|phone|emailAddress|phoneNumber|.*ddress)$/;
    const found = documents.flatMap(({ file, texts }) =>
      texts
        .flatMap(fieldNames)
        .filter((name) => naming.test(name) && name !== 'defaultEmailAddress')
        .map((name) => `${file}: ${name}`),
    );
    expect(found).toEqual(
      ['customer-names.ts', 'customers-by-name.ts'].flatMap((file) => [
        `${file}: firstName`,
        `${file}: lastName`,
      ]),
    );
  });

  it('makes shops import their history again when it gets a new field', () => {
    const texts = [ORDER_FIELDS, lineFields(), CUSTOMER_FIELDS, VARIANT_FIELDS];
    const fields = texts.flatMap((text) => fieldNames(`{${text}}`)).join(' ');
    const checksum = createHash('sha256').update(fields).digest('hex').slice(0, 8);
    // another checksum: shops have less of their past than the app expects, so raise the version too, unless
    // Shopify only renames a field. Variants are read anew each day, with their names and costs
    expect([FACT_FIELDS_VERSION, checksum]).toEqual([2, 'cea9b7a8']);
  });

  it('counts without a limit, because Shopify stops at 10,000 otherwise', () => {
    const counts = documents.find(({ file }) => file === 'counts.ts')?.texts[0] ?? '';
    expect(counts.match(/Count\(limit: null\)/g)).toHaveLength(2);
  });
});
