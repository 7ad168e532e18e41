/**
 * The tables of the local Shopify. `record` is the JSON of `records.ts`; the other columns serve searches and
 * sorts (times in whole seconds, Shopify's own precision). An order's customer is only in its column, because
 * a merge moves a customer's orders without updating them.
 */
const TABLES = `
create table if not exists shops (
  no integer primary key, domain text not null unique, record text not null,
  scopes text, installed_at integer, level2_approved integer not null default 1
);
create table if not exists orders (
  shop integer not null, id integer not null, created_at integer not null,
  processed_at integer not null, updated_at integer not null, cancelled integer not null,
  test integer not null, financial_status text, customer_id integer, record text not null
);
create table if not exists customers (
  shop integer not null, id integer not null, created_at integer not null,
  updated_at integer not null, record text not null
);
create table if not exists products (
  shop integer not null, id integer not null, title text not null,
  updated_at integer not null, record text not null
);
create table if not exists variants (
  shop integer not null, id integer not null, product_id integer not null,
  updated_at integer not null, record text not null
);
create table if not exists tokens (
  shop integer not null, access_token text not null unique, expires_at integer,
  refresh_token text unique, refresh_expires_at integer, replaces text,
  first_used_at integer, retired integer not null default 0
);
create table if not exists bulk_operations (
  id integer primary key, shop integer not null, query text not null,
  group_objects integer not null, status text not null, error_code text,
  created_at integer not null, completed_at integer, object_count integer not null default 0,
  root_object_count integer not null default 0, file_size integer, has_file integer not null default 0
);
create table if not exists app_metafields (
  shop integer not null, namespace text not null, key text not null, type text not null,
  value text not null, updated_at integer not null, unique (shop, namespace, key)
);
create index if not exists bulk_operations_shop on bulk_operations (shop, id);
`;

/** Dropped while a world loads into empty tables and built afterwards, which is much faster. */
export const INDEXES: Record<string, string> = {
  orders_id: 'create unique index orders_id on orders (shop, id)',
  orders_created_at: 'create index orders_created_at on orders (shop, created_at, id)',
  orders_processed_at: 'create index orders_processed_at on orders (shop, processed_at, id)',
  orders_updated_at: 'create index orders_updated_at on orders (shop, updated_at, id)',
  orders_customer: 'create index orders_customer on orders (shop, customer_id, id)',
  customers_id: 'create unique index customers_id on customers (shop, id)',
  customers_created_at: 'create index customers_created_at on customers (shop, created_at, id)',
  customers_updated_at: 'create index customers_updated_at on customers (shop, updated_at, id)',
  products_id: 'create unique index products_id on products (shop, id)',
  variants_id: 'create unique index variants_id on variants (shop, id)',
  variants_product: 'create index variants_product on variants (shop, product_id, id)',
};

const IF_NOT_EXISTS = Object.values(INDEXES)
  .map((sql) => sql.replace('index ', 'index if not exists '))
  .join(';\n');

export const SCHEMA = `${TABLES}${IF_NOT_EXISTS};`;
