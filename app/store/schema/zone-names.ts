import type pg from 'pg';
import { z } from 'zod';

/**
 * Old names that the time zone database keeps for compatibility. Unicode's CLDR, which Shopify's names follow,
 * still uses them: `Asia/Calcutta` for India. Debian 13 and Ubuntu 24.04 leave them out of `tzdata`: shops there
 * could not be read. Source: the names in the file `backward` of tz 2025c that CLDR 48 has.
 */
const OLD_NAMES = [
  'Africa/Asmera',
  'America/Buenos_Aires',
  'America/Catamarca',
  'America/Coral_Harbour',
  'America/Cordoba',
  'America/Godthab',
  'America/Indianapolis',
  'America/Jujuy',
  'America/Louisville',
  'America/Mendoza',
  'Asia/Calcutta',
  'Asia/Katmandu',
  'Asia/Rangoon',
  'Asia/Saigon',
  'Atlantic/Faeroe',
  'Europe/Kiev',
  'Pacific/Enderbury',
  'Pacific/Ponape',
  'Pacific/Truk',
];

const unknown = z.array(z.object({ name: z.string() }));

/** PostgreSQL lacks time zones. */
export interface ZoneTrouble {
  /** what is missing, and how to add it */
  sentence: string;
  /** old names, which any shop may have; otherwise zones newer than PostgreSQL's data, and rare */
  old: boolean;
}

/** The time zones of Shopify that PostgreSQL lacks; null where it knows them all. */
export async function zoneTrouble(client: pg.ClientBase): Promise<ZoneTrouble | null> {
  const names = [...new Set([...OLD_NAMES, ...Intl.supportedValuesOf('timeZone')])];
  const { rows } = await client.query(
    `select name from unnest($1::text[]) name
     where name not in (select name from pg_timezone_names) order by name`,
    [names],
  );
  const missing = unknown.parse(rows).map(({ name }) => name);
  if (missing.length === 0) return null;
  const old = missing.some((name) => OLD_NAMES.includes(name));
  const way = old
    ? 'Where PostgreSQL runs on Debian or Ubuntu: apt-get install tzdata-legacy, then restart PostgreSQL.'
    : "Its time zone data are older than the app's: update tzdata, then restart PostgreSQL. Until then shops there cannot be read.";
  return { sentence: `PostgreSQL does not know the time zones ${listed(missing)}. ${way}`, old };
}

const SHOWN = 3;

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
