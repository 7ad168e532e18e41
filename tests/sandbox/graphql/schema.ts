import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { vendored } from '../../vendored/origins';
import { API_VERSION } from '../oauth/app-identity';

/** The access for a type or a field: a token needs any one of `scopes`. */
export interface RequiredAccess {
  scopes: string[];
  /** Shopify's text, part of its error message */
  text: string;
}

export interface AdminSchema {
  schema: GraphQLSchema;
  /** by `Type` or `Type.field` */
  access: ReadonlyMap<string, RequiredAccess>;
  /** `Type.field` of protected customer data, level 2 (name, address, phone, e-mail) */
  level2: ReadonlySet<string>;
}

interface AccessItem {
  type: string;
  typeName: string;
  fieldName?: string;
  requiredAccess: string;
  offlineScopes: string[];
}

interface SchemaFile {
  data: {
    __schema: {
      types: {
        name: string;
        fields: { name: string; isProtected: boolean; protectedContent: string | null }[] | null;
      }[];
    };
  };
  offline_scopes: { items: AccessItem[] };
}

let loaded: AdminSchema | undefined;

/**
 * The real Admin schema of the app's API version, from Shopify's `dev-mcp` (`tests/vendored`): types,
 * arguments, the access scopes of each type and field, and the protected fields.
 */
export function adminSchema(): AdminSchema {
  loaded ??= load();
  return loaded;
}

function load(): AdminSchema {
  const file = vendored(`admin-schema/admin_${API_VERSION}.json.gz`);
  const content: SchemaFile = JSON.parse(gunzipSync(readFileSync(file)).toString());
  const introspection: unknown = content.data;
  return {
    schema: buildClientSchema(introspection as IntrospectionQuery),
    access: accessOf(content),
    level2: protectedFieldsOf(content),
  };
}

function accessOf(content: SchemaFile): Map<string, RequiredAccess> {
  const access = new Map<string, RequiredAccess>();
  for (const item of content.offline_scopes.items) {
    if (item.offlineScopes.length === 0) continue;
    const name = item.fieldName ? `${item.typeName}.${item.fieldName}` : item.typeName;
    access.set(name, { scopes: [...new Set(item.offlineScopes)], text: item.requiredAccess });
  }
  return access;
}

function protectedFieldsOf(content: SchemaFile): Set<string> {
  const fields = new Set<string>();
  for (const type of content.data.__schema.types) {
    for (const field of type.fields ?? []) {
      if (field.isProtected) fields.add(`${type.name}.${field.name}`);
    }
  }
  return fields;
}
