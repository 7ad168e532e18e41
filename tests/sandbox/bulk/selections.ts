import {
  isAbstractType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { adminSchema } from '../graphql/schema';

export type Fragments = Record<string, FragmentDefinitionNode>;

/** Response key → the field nodes that select it, fragments of other types left out. */
export function fieldsOf(
  type: GraphQLObjectType,
  selections: SelectionSetNode[],
  fragments: Fragments,
  into = new Map<string, FieldNode[]>(),
): Map<string, FieldNode[]> {
  for (const selection of selections.flatMap((each) => each.selections)) {
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      into.set(key, [...(into.get(key) ?? []), selection]);
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
    if (fragment && applies(fragment.typeCondition?.name.value, type)) {
      fieldsOf(type, [fragment.selectionSet], fragments, into);
    }
  }
  return into;
}

function applies(condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const { schema } = adminSchema();
  const wider = schema.getType(condition);
  return isAbstractType(wider) && schema.isSubType(wider, type);
}

/** The selections below fields that select the same thing. */
export function selectionsOf(nodes: FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
}

/** The selections below the field `name` of these selections. */
export function under(selections: SelectionSetNode[], name: string): SelectionSetNode[] {
  return selectionsOf(
    selections
      .flatMap((selection) => selection.selections)
      .filter((each): each is FieldNode => each.kind === Kind.FIELD && each.name.value === name),
  );
}
