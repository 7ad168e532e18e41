import type { Store } from '../store/store';

/** App-data metafields on the app's installation in a shop, which its own blocks read. */
export interface AppMetafield {
  id: number;
  namespace: string;
  key: string;
  type: string;
  /** the written text; a block's Liquid sees the parsed JSON */
  value: string;
  updatedAt: number;
}

/** Shopify's own limits: https://shopify.dev/docs/apps/build/metafields/metafield-limits */
const LENGTHS = { namespace: [3, 255], key: [2, 64] } as const;
const TYPES = new Set(['json', 'single_line_text_field', 'boolean', 'number_integer']);

export function appMetafields(store: Store, shop: number): AppMetafield[] {
  return store
    .all('select rowid, * from app_metafields where shop = ? order by namespace, key', shop)
    .map(metafieldOf);
}

export function appMetafield(
  store: Store,
  shop: number,
  namespace: string,
  key: string,
): AppMetafield | null {
  const sql = 'select rowid, * from app_metafields where shop = ? and namespace = ? and key = ?';
  const row = store.get(sql, shop, namespace, key);
  return row ? metafieldOf(row) : null;
}

export function writeAppMetafield(
  store: Store,
  shop: number,
  { namespace, key, type, value, updatedAt }: Omit<AppMetafield, 'id'>,
): void {
  store.run(
    `insert into app_metafields (shop, namespace, key, type, value, updated_at) values (?, ?, ?, ?, ?, ?)
     on conflict (shop, namespace, key) do update
     set type = excluded.type, value = excluded.value, updated_at = excluded.updated_at`,
    ...[shop, namespace, key, type, value, updatedAt],
  );
}

/** Deletes them with the installation. */
export function forgetAppMetafields(store: Store, shop: number): void {
  store.run('delete from app_metafields where shop = ?', shop);
}

/** Shopify's error for an invalid metafield: the field, the reason and the code. */
export function wrongWith(
  metafield: Pick<AppMetafield, 'namespace' | 'key' | 'type' | 'value'>,
): { field: string; message: string; code: string } | null {
  for (const field of ['namespace', 'key'] as const) {
    const [least, most] = LENGTHS[field];
    if (metafield[field].length < least)
      return { field, message: `is too short (minimum is ${least} characters)`, code: 'TOO_SHORT' };
    if (metafield[field].length > most)
      return { field, message: `is too long (maximum is ${most} characters)`, code: 'TOO_LONG' };
  }
  if (!TYPES.has(metafield.type))
    return { field: 'type', message: 'is not a type known here', code: 'INVALID_TYPE' };
  if (metafield.value === '') return { field: 'value', message: "can't be blank", code: 'BLANK' };
  if (metafield.type === 'json' && !isJson(metafield.value))
    return { field: 'value', message: 'is invalid JSON', code: 'INVALID_VALUE' };
  return null;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function metafieldOf(row: Record<string, unknown>): AppMetafield {
  return {
    id: Number(row.rowid),
    namespace: String(row.namespace),
    key: String(row.key),
    type: String(row.type),
    value: String(row.value),
    updatedAt: Number(row.updated_at),
  };
}
