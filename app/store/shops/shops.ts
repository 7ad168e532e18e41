import { z } from 'zod';
import { one, rows, shopIdSchema, sql, type ShopId, type Sql, type Tx } from '../db.server';

const shopSchema = z.object({
  id: shopIdSchema,
  domain: z.string(),
  name: z.string(),
  /** ISO 4217; null until Shopify was asked */
  currency: z.string().nullable(),
  /** IANA; null until Shopify was asked, or where PostgreSQL does not know the zone */
  timezone: z.string().nullable(),
  /** Shopify's name of a zone that PostgreSQL does not know */
  unknownTimezone: z.string().nullable(),
  locale: z.string(),
  installed: z.boolean(),
  installedAt: z.date(),
  /** first day that Shopify lets the app read, YYYY-MM-DD; null: all of them */
  historyStartsOn: z.string().nullable(),
  /** when its merchant last opened a page, to the day; null: not known */
  openedAt: z.date().nullable(),
  /** one object for each domain that has settings */
  settings: z.record(z.string(), z.unknown()),
  /** rises with each change of a setting (app/settings) */
  settingsVersion: z.number().int(),
  /** the `settingsVersion` of the last change that numbers are counted by */
  rulesVersion: z.number().int(),
});

/** A registered shop, installed or not: the app reads the registry's row here. */
export type Shop = z.output<typeof shopSchema>;

const SHOPS = sql`
  select id, domain, name, currency, timezone, unknown_timezone as "unknownTimezone", locale,
    uninstalled_at is null as installed, installed_at as "installedAt", history_starts_on::text as "historyStartsOn", opened_at as "openedAt", settings,
    settings_version as "settingsVersion", rules_version as "rulesVersion"
  from shops`;

/** @throws where no shop has that id */
export async function shopById(tx: Tx, shop: ShopId): Promise<Shop> {
  return await one(tx, shopSchema, sql`${SHOPS} where id = ${shop}`);
}

/** The shop; null where it has been erased. */
export async function findShop(tx: Tx, id: ShopId): Promise<Shop | null> {
  const [shop] = await rows(tx, shopSchema, sql`${SHOPS} where id = ${id}`);
  return shop ?? null;
}

/** The shop that has this domain now; null for none. */
export async function shopByDomain(tx: Pick<Tx, 'query'>, domain: string): Promise<Shop | null> {
  const [shop] = await rows(tx, shopSchema, sql`${SHOPS} where domain = ${domain}`);
  return shop ?? null;
}

/** The shop's time zone as SQL, for statements on its rows; UTC until Shopify was asked. */
export function zoneOf(shop: ShopId): Sql {
  return sql`(select coalesce(timezone, 'UTC') from shops where id = ${shop})`;
}

/** A shop's settings of a domain; unset ones, and a domain that is null, have the defaults of their schema. */
export function settingsOf<T extends z.ZodType>(
  { settings }: Pick<Shop, 'settings'>,
  part: 'attention' | 'channels' | 'display' | 'goals' | 'metrics' | 'privacy' | 'setup' | 'survey',
  schema: T,
): z.output<T> {
  return schema.parse(settings[part] ?? {});
}
