import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  getNullableType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

const MUTATION_COST = 10;

export interface CostedOperation {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
}

/** Points Shopify reserves for an operation: objects 1, scalars 0, connections by size, mutations 10. */
export function requestedCost(costed: CostedOperation): number {
  return operationCost(costed, undefined);
}

/** Points that a reply used; never more than were reserved. */
export function actualCost(costed: CostedOperation, data: unknown): number {
  return Math.min(operationCost(costed, data ?? null), requestedCost(costed));
}

/** `data` is undefined for the requested cost, and the reply's data for the actual cost. */
function operationCost(costed: CostedOperation, data: unknown): number {
  const { operation, schema } = costed;
  if (operation.operation === 'mutation') {
    return operation.selectionSet.selections.length * MUTATION_COST;
  }
  const root = schema.getQueryType();
  return root ? selectionCost(costed, root, operation.selectionSet, data) : 0;
}

function selectionCost(
  costed: CostedOperation,
  type: GraphQLCompositeType,
  selection: SelectionSetNode,
  data: unknown,
): number {
  let common = 0;
  const byType = new Map<string, number>();
  for (const node of selection.selections) {
    if (node.kind === Kind.FIELD) {
      common += fieldCost(costed, type, node, data);
      continue;
    }
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? costed.fragments[node.name.value] : node;
    if (!fragment) continue;
    const name = fragment.typeCondition?.name.value ?? type.name;
    const narrowed = costed.schema.getType(name);
    if (!narrowed || !isCompositeType(narrowed)) continue;
    const cost = selectionCost(costed, narrowed, fragment.selectionSet, data);
    if (isAbstractType(type) && name !== type.name) {
      byType.set(name, (byType.get(name) ?? 0) + cost);
    } else common += cost;
  }
  // A union returns one of its types: the dearest counts.
  return common + Math.max(0, ...byType.values());
}

function fieldCost(
  costed: CostedOperation,
  parent: GraphQLCompositeType,
  node: FieldNode,
  data: unknown,
): number {
  const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
  const type = field && getNamedType(field.type);
  if (!field || !type || !isCompositeType(type) || !node.selectionSet) return 0;
  const { selectionSet } = node;
  const value = data === undefined ? undefined : valueOf(data, node);
  if (type.name.endsWith('Connection')) {
    return connectionCost(costed, type, node, selectionSet, value);
  }
  if (value === null) return 0;
  if (Array.isArray(value)) {
    return value.reduce<number>(
      (sum, item) =>
        sum + (item === null ? 0 : 1 + selectionCost(costed, type, selectionSet, item)),
      0,
    );
  }
  const each = 1 + selectionCost(costed, type, selectionSet, value);
  const ids = argument(costed, node, 'ids');
  return isListType(getNullableType(field.type)) && Array.isArray(ids) ? ids.length * each : each;
}

function connectionCost(
  costed: CostedOperation,
  type: GraphQLCompositeType,
  node: FieldNode,
  selection: SelectionSetNode,
  value: unknown,
): number {
  const size = Number(argument(costed, node, 'first') ?? argument(costed, node, 'last') ?? 0);
  const fields = 'getFields' in type ? type.getFields() : {};
  let total = 0;
  for (const child of selection.selections) {
    if (child.kind !== Kind.FIELD || child.name.value === 'pageInfo' || !child.selectionSet)
      continue;
    const childType = fields[child.name.value]?.type;
    const named = childType && getNamedType(childType);
    if (!named || !isCompositeType(named)) continue;
    const items = value === undefined ? undefined : valueOf(value, child);
    const isEdge = child.name.value === 'edges';
    const cost = (item: unknown): number =>
      selectionCost(costed, named, child.selectionSet ?? selection, item) + (isEdge ? 0 : 1);
    total += Array.isArray(items)
      ? items.reduce<number>((sum, item) => sum + cost(item), 0)
      : items === undefined
        ? size * cost(undefined)
        : 0;
  }
  return total;
}

function valueOf(data: unknown, node: FieldNode): unknown {
  if (typeof data !== 'object' || data === null) return null;
  return (data as Record<string, unknown>)[node.alias?.value ?? node.name.value] ?? null;
}

function argument(costed: CostedOperation, node: FieldNode, name: string): unknown {
  const value = node.arguments?.find((each) => each.name.value === name)?.value;
  if (!value) return undefined;
  if (value.kind === Kind.VARIABLE) return costed.variables[value.name.value];
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind === Kind.LIST) return value.values;
  return undefined;
}
