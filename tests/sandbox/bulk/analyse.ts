import type { GraphQLError } from 'graphql';
import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type FieldNode,
  type OperationDefinitionNode,
} from 'graphql';
import { NotInSandbox } from '../graphql/errors';
import { checkDocument, refuseMissing, type CheckedDocument } from '../graphql/document';
import type { UserError } from '../resolvers/bulk-operations';
import { adminSchema } from '../graphql/schema';

const MAX_CONNECTIONS = 5;
const MAX_DEPTH = 2;

export interface BulkQuery {
  checked: CheckedDocument;
  operation: OperationDefinitionNode;
  /** every selected `Type.field`, for the check of access scopes */
  selected: { parentType: string; fieldName: string }[];
}

/** The findings of one walk through the query. */
interface Findings {
  connections: number;
  depth: number;
  viaNodes: string[];
  withoutParentId: string[];
  notNode: string[];
  inList: boolean;
  topLevelNode: boolean;
  selected: BulkQuery['selected'];
}

/**
 * Checks a bulk query by Shopify's rules beyond the schema.
 * @returns Shopify's user errors, or the query ready to be compiled
 * @throws NotInSandbox for parts that Shopify accepts and the local one does not
 */
export function analyseBulkQuery(text: string): UserError[] | BulkQuery {
  if (text.trim() === '')
    return [invalid('Invalid bulk query: syntax error, unexpected end of file')];
  const checked = checkDocument(text);
  if (Array.isArray(checked)) {
    return checked.map((error: GraphQLError) => invalid(`Invalid bulk query: ${error.message}`));
  }
  const [operation] = checked.operations;
  if (!operation || checked.operations.length > 1) {
    return [invalid('Invalid bulk query: exactly one operation is expected')];
  }
  if (operation.operation !== OperationTypeNode.QUERY) {
    return [invalid('Invalid operation type. Only `query` operations are supported.')];
  }
  const found = walk(checked);
  const errors = refusals(found);
  if (errors.length > 0) return errors;
  refuseMissing(checked);
  refuseUnknownShapes(checked, operation);
  return { checked, operation, selected: found.selected };
}

function refusals(found: Findings): UserError[] {
  const errors: UserError[] = [];
  const [first] = found.viaNodes;
  if (first !== undefined) {
    errors.push(
      invalid(
        `All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: '${first} { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: '${found.viaNodes.join("', '")}'.`,
      ),
    );
  }
  if (found.topLevelNode) {
    errors.push(invalid('Bulk queries cannot contain a top level `node` field.'));
  }
  if (found.depth > MAX_DEPTH) {
    errors.push(
      invalid(
        `Bulk queries cannot contain connections with a nesting depth greater than ${String(MAX_DEPTH)}.`,
      ),
    );
  }
  if (found.connections > MAX_CONNECTIONS) {
    errors.push(
      invalid(`Bulk queries cannot contain more than ${String(MAX_CONNECTIONS)} connections.`),
    );
  }
  if (found.withoutParentId.length > 0) {
    errors.push(
      invalid(
        `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${found.withoutParentId.join(', ')}.`,
      ),
    );
  }
  if (found.inList) {
    errors.push(
      invalid(
        'Queries that contain a connection field within a list field are not currently supported.',
      ),
    );
  }
  for (const name of found.notNode) {
    errors.push(
      invalid(`Bulk queries only support connections whose nodes implement Node: '${name}'.`),
    );
  }
  if (found.connections === 0) {
    errors.push(invalid('Bulk queries must contain at least one connection.'));
  }
  return errors;
}

function walk(checked: CheckedDocument): Findings {
  const { schema } = adminSchema();
  const found: Findings = {
    connections: 0,
    depth: 0,
    viaNodes: [],
    withoutParentId: [],
    notNode: [],
    inList: false,
    topLevelNode: false,
    selected: [],
  };
  const open: { field: FieldNode; connection: boolean; list: boolean }[] = [];
  const info = new TypeInfo(schema);
  visit(
    checked.document,
    visitWithTypeInfo(info, {
      Field: {
        enter(node) {
          const type = info.getType();
          const parent = info.getParentType();
          if (!type || !parent || node.name.value.startsWith('__')) return false;
          found.selected.push({ parentType: parent.name, fieldName: node.name.value });
          if (open.length === 0 && /^nodes?$/.test(node.name.value)) found.topLevelNode = true;
          const named = getNamedType(type);
          const connection = named.name.endsWith('Connection');
          if (connection) {
            const around = open.filter((each) => each.connection);
            found.connections += 1;
            found.depth = Math.max(found.depth, around.length + 1);
            // Not for a connection's own `edges`, which is a list too.
            if (open.some((each) => each.list)) found.inList = true;
            const direct = around.at(-1)?.field;
            if (direct && !nodeSelectsId(direct)) found.withoutParentId.push(direct.name.value);
            if (selects(node, 'nodes')) found.viaNodes.push(node.name.value);
            const nodes = isObjectType(named) ? named.getFields().nodes : undefined;
            const nodeType = nodes && getNamedType(nodes.type);
            const isNode =
              (isObjectType(nodeType) || isInterfaceType(nodeType)) &&
              nodeType.getInterfaces().some((each) => each.name === 'Node');
            if (!isNode) found.notNode.push(node.name.value);
          }
          const list = isListType(getNullableType(type)) && !parent.name.endsWith('Connection');
          open.push({ field: node, connection, list });
          return undefined;
        },
        leave() {
          open.pop();
        },
      },
    }),
  );
  found.withoutParentId = [...new Set(found.withoutParentId)];
  return found;
}

function selects(field: FieldNode, name: string): boolean {
  return (field.selectionSet?.selections ?? []).some(
    (each) => each.kind === Kind.FIELD && each.name.value === name,
  );
}

/** Whether this connection selects `edges { node { id` without an alias. */
function nodeSelectsId(connection: FieldNode): boolean {
  return children(connection, 'edges')
    .flatMap((edges) => children(edges, 'node'))
    .some((node) => children(node, 'id').some((id) => id.alias === undefined));
}

function children(field: FieldNode, name: string): FieldNode[] {
  return (field.selectionSet?.selections ?? []).filter(
    (each): each is FieldNode => each.kind === Kind.FIELD && each.name.value === name,
  );
}

function refuseUnknownShapes(checked: CheckedDocument, operation: OperationDefinitionNode): void {
  if ((operation.variableDefinitions ?? []).length > 0) {
    throw new NotInSandbox('variables in a bulk query');
  }
  visit(checked.document, {
    Directive() {
      throw new NotInSandbox('directives in a bulk query');
    },
  });
  for (const selection of operation.selectionSet.selections) {
    const name = selection.kind === Kind.FIELD ? selection.name.value : 'a fragment';
    const type = adminSchema().schema.getQueryType()?.getFields()[name]?.type;
    if (!type || !getNamedType(type).name.endsWith('Connection')) {
      throw new NotInSandbox(`${name} at the root of a bulk query`);
    }
  }
}

function invalid(message: string): UserError {
  return { field: ['query'], message, code: 'INVALID' };
}
