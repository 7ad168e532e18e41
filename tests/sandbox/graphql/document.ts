import {
  GraphQLError,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  isInterfaceType,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';
import { NotInSandbox } from './errors';
import { RESOLVERS } from '../resolvers/table';
import { adminSchema } from './schema';

export interface CheckedDocument {
  document: DocumentNode;
  fragments: Record<string, FragmentDefinitionNode>;
  operations: OperationDefinitionNode[];
  /** every `Type.field` that exists on Shopify but is not implemented here */
  missing: string[];
}

/** A cache: the same few documents repeat, and checking one against 3,500 types is slow. */
const checked = new Map<string, CheckedDocument | GraphQLError[]>();
const KEPT = 200;

/**
 * Parses a document and checks it against the real schema.
 * @returns the document, or errors in Shopify's words
 */
export function checkDocument(text: string): CheckedDocument | GraphQLError[] {
  const known = checked.get(text);
  if (known) return known;
  const result = check(text);
  if (checked.size >= KEPT) checked.clear();
  checked.set(text, result);
  return result;
}

function check(text: string): CheckedDocument | GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError(String(error))];
  }
  const errors = validate(adminSchema().schema, document);
  if (errors.length > 0) return errors.map(asShopifyWordsIt);
  const fragments: Record<string, FragmentDefinitionNode> = {};
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  return { document, fragments, operations, missing: missingFields(document) };
}

/** @throws NotInSandbox naming all fields of the document that are not implemented here */
export function refuseMissing({ missing }: CheckedDocument): void {
  if (missing.length > 0) throw new NotInSandbox(missing.join(', '));
}

function missingFields(document: DocumentNode): string[] {
  const { schema } = adminSchema();
  const missing = new Set<string>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType();
        const field = node.name.value;
        if (!parent || field.startsWith('__')) return;
        const implementers = isInterfaceType(parent)
          ? schema.getPossibleTypes(parent).map((type) => type.name)
          : [parent.name];
        if (!implementers.some((name) => RESOLVERS[name]?.[field])) {
          missing.add(`${parent.name}.${field}`);
        }
      },
    }),
  );
  return [...missing];
}

function asShopifyWordsIt(error: GraphQLError): GraphQLError {
  const match = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message);
  if (!match) return error;
  const [, fieldName, typeName] = match;
  return new GraphQLError(
    `Field '${String(fieldName)}' doesn't exist on type '${String(typeName)}'`,
    {
      nodes: error.nodes,
      extensions: { code: 'undefinedField', typeName, fieldName },
    },
  );
}
