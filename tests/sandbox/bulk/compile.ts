import {
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import { NotInSandbox } from '../graphql/errors';
import type { Context, Resolve } from '../resolvers/define';
import { RESOLVERS } from '../resolvers/table';
import { adminSchema } from '../graphql/schema';
import { cursorOf, type Page } from '../store/store-pages';
import { fieldsOf, selectionsOf, under, type Fragments } from './selections';

/** Functions that read and write the objects of one connection. */
export interface ConnectionPlan {
  node: NodePlan;
  pages: (source: unknown, context: Context) => Iterable<unknown[]>;
}

export interface NodePlan {
  /** the JSON of one object, without its connections; `parentId` becomes `__parentId` */
  line: (source: unknown, context: Context, parentId: string | null) => string;
  id: (source: unknown, context: Context) => string;
  connections: ConnectionPlan[];
}

type Write = (value: unknown, context: Context) => string;

/** Small pages, because with large ones the garbage collector fell behind and memory grew. */
const PAGE = 100;

/**
 * Compiles a selection into functions that write JSON directly from records, with the resolvers of single
 * queries. A query engine for each object would take minutes for a million orders.
 */
export function compileRoots(root: SelectionSetNode, fragments: Fragments): ConnectionPlan[] {
  const query = adminSchema().schema.getQueryType();
  if (!query) throw new Error('the schema has no query type');
  return [...fieldsOf(query, [root], fragments).values()].map((nodes) =>
    connection(query, nodes, fragments),
  );
}

function connection(
  parent: GraphQLObjectType,
  nodes: FieldNode[],
  fragments: Fragments,
): ConnectionPlan {
  const [field] = nodes;
  const definition = field && parent.getFields()[field.name.value];
  if (!field || !definition) throw new Error('a connection without a field');
  const type = getNamedType(definition.type);
  const edge = child(type, 'edges');
  const node = child(edge, 'node');
  const selections = under(under(selectionsOf(nodes), 'edges'), 'node');
  const resolve = resolver(parent.name, field.name.value);
  const given = getArgumentValues(definition, field);
  const args = { ...given, last: undefined, before: undefined };
  return {
    node: nodePlan(node, selections, fragments),
    *pages(source, context) {
      let after: string | undefined;
      do {
        const page = resolve(
          source as never,
          { ...args, first: PAGE, after },
          context,
        ) as Page<unknown>;
        yield page.items.map((item) => item.node);
        const last = page.items.at(-1);
        after = page.hasNextPage && last ? cursorOf(last) : undefined;
      } while (after !== undefined);
    },
  };
}

function nodePlan(
  type: GraphQLObjectType,
  selections: SelectionSetNode[],
  fragments: Fragments,
): NodePlan {
  const plain = new Map<string, FieldNode[]>();
  const connections: ConnectionPlan[] = [];
  for (const [key, nodes] of fieldsOf(type, selections, fragments)) {
    const field = type.getFields()[nodes[0]?.name.value ?? ''];
    if (field && getNamedType(field.type).name.endsWith('Connection')) {
      connections.push(connection(type, nodes, fragments));
    } else plain.set(key, nodes);
  }
  const write = members(type, plain, fragments);
  const id = resolver(type.name, 'id');
  return {
    connections,
    id: (source, context) => String(id(source as never, {}, context)),
    line: (source, context, parentId) => {
      const text = write(source, context);
      if (parentId === null) return `{${text}}`;
      return `{${text}${text === '' ? '' : ','}"__parentId":${JSON.stringify(parentId)}}`;
    },
  };
}

/** `"a":1,"b":{…}` for the fields of an object. */
function members(
  type: GraphQLObjectType,
  selected: Map<string, FieldNode[]>,
  fragments: Fragments,
): Write {
  const writers = [...selected].map(([key, nodes], index) => {
    const prefix = `${index === 0 ? '' : ','}${JSON.stringify(key)}:`;
    return memberWriter(type, prefix, nodes, fragments);
  });
  return (source, context) => {
    let text = '';
    for (const write of writers) text += write(source, context);
    return text;
  };
}

function memberWriter(
  type: GraphQLObjectType,
  prefix: string,
  nodes: FieldNode[],
  fragments: Fragments,
): Write {
  const [node] = nodes;
  if (!node) throw new Error('a selection without a field');
  const name = node.name.value;
  if (name === '__typename') return () => `${prefix}${JSON.stringify(type.name)}`;
  const definition = type.getFields()[name];
  if (!definition) throw new Error(`no field ${type.name}.${name}`);
  const resolve = resolver(type.name, name);
  const args = getArgumentValues(definition, node);
  const write = valueWriter(
    definition.type,
    selectionsOf(nodes),
    fragments,
    `${type.name}.${name}`,
  );
  return (source, context) => prefix + write(resolve(source as never, args, context), context);
}

function valueWriter(
  type: GraphQLOutputType,
  selections: SelectionSetNode[],
  fragments: Fragments,
  name: string,
): Write {
  if (isNonNullType(type)) {
    const write = valueWriter(type.ofType, selections, fragments, name);
    return (value, context) => {
      if (value === null || value === undefined) throw new Error(`${name} must not be null`);
      return write(value, context);
    };
  }
  const write = presentWriter(type, selections, fragments, name);
  return (value, context) =>
    value === null || value === undefined ? 'null' : write(value, context);
}

function presentWriter(
  type: GraphQLOutputType,
  selections: SelectionSetNode[],
  fragments: Fragments,
  name: string,
): Write {
  if (isListType(type)) {
    const write = valueWriter(type.ofType, selections, fragments, name);
    return (value, context) => {
      if (!Array.isArray(value)) throw new Error(`${name} must be a list`);
      return `[${value.map((item) => write(item, context)).join(',')}]`;
    };
  }
  if (isLeafType(type)) return (value) => JSON.stringify(type.serialize(value));
  if (isAbstractType(type)) return abstractWriter(selections, fragments, name);
  if (!isObjectType(type)) throw new Error(`${name} has no writable type`);
  const write = members(type, fieldsOf(type, selections, fragments), fragments);
  return (value, context) => `{${write(value, context)}}`;
}

function abstractWriter(selections: SelectionSetNode[], fragments: Fragments, name: string): Write {
  const byType = new Map<string, Write>();
  return (value, context) => {
    const typename =
      typeof value === 'object' && value !== null && '__typename' in value
        ? String(value.__typename)
        : '';
    let write = byType.get(typename);
    if (!write) {
      const type = adminSchema().schema.getType(typename);
      if (!isObjectType(type)) throw new Error(`${name} is of no known type "${typename}"`);
      write = members(type, fieldsOf(type, selections, fragments), fragments);
      byType.set(typename, write);
    }
    return `{${write(value, context)}}`;
  };
}

function resolver(typeName: string, fieldName: string): Resolve<never> {
  const resolve = RESOLVERS[typeName]?.[fieldName];
  if (!resolve) throw new NotInSandbox(`${typeName}.${fieldName}`);
  return resolve;
}

/** The object type of a field of a connection or an edge. */
function child(parent: GraphQLNamedType, name: string): GraphQLObjectType {
  const field = isObjectType(parent) ? parent.getFields()[name] : undefined;
  const type = field && getNamedType(field.type);
  if (!type || !isObjectType(type)) throw new Error(`${parent.name}.${name} is not an object`);
  return type;
}
