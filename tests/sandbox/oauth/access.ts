import { getNamedType, type GraphQLError, type GraphQLField } from 'graphql';
import { accessDenied, notApprovedFor } from '../graphql/errors';
import { adminSchema, type RequiredAccess } from '../graphql/schema';

export interface Grant {
  scopes: ReadonlySet<string>;
  level2Approved: boolean;
}

/** A token's scopes: a write scope includes the read scope, as on Shopify. */
export function effectiveScopes(granted: string[]): Set<string> {
  const scopes = new Set(granted);
  for (const scope of granted) {
    if (scope.startsWith('write_')) scopes.add(scope.replace('write_', 'read_'));
  }
  return scopes;
}

/** The reason to deny a field, or null. A connection needs its nodes' scopes. */
export function fieldDenial(
  parentType: string,
  field: GraphQLField<unknown, unknown>,
  grant: Grant,
): GraphQLError | null {
  const { access, level2 } = adminSchema();
  const returned = getNamedType(field.type).name.replace(/(Connection|Edge)$/, '');
  for (const name of [`${parentType}.${field.name}`, returned, parentType]) {
    const required = access.get(name);
    if (required && !allows(required, grant.scopes)) {
      return accessDenied(field.name, required.text);
    }
  }
  const isLevel2 = level2.has(`${parentType}.${field.name}`);
  return isLevel2 && !grant.level2Approved ? notApprovedFor(field.name) : null;
}

function allows(required: RequiredAccess, scopes: ReadonlySet<string>): boolean {
  return required.scopes.some((scope) => scopes.has(scope));
}
