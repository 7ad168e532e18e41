import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { optionValues } from './option-values';
import { CommandTrouble } from './trouble';

const DEMO_USAGE = `npm run demo [-- options]    the app with a shop, in a local stand-in for Shopify's admin

  --orders FILE     the shop of this order export instead of the demo shop: CSV, CSV.gz, the ZIP that
                    Shopify mails, or a folder of them; given several times, all are one shop
  --timezone ZONE   its time zone, for example Asia/Tokyo; otherwise what the file's times agree with
  --port N          the port of the address that is printed (4000, or the next free one)
  --fresh           start over: remove what earlier runs kept in .data/
  --help            this text

It starts a PostgreSQL of its own, with its data in .data/, and reads no DATABASE_URL.`;

const REPORT_USAGE = `npm run report -- --orders FILE [options]    every number of an order export, in the terminal

  --orders FILE     an order export of Shopify: CSV, CSV.gz, the ZIP that Shopify mails, or a folder of
                    them; given several times, all are one shop
  --as-of DAY       the day the numbers are of, YYYY-MM-DD: orders of earlier days are known;
                    the day after the file's last order when not given
  --timezone ZONE   the shop's time zone, for example Asia/Tokyo; otherwise what the file's times agree with
  --newcomers-from DAY
                    the first day whose new customers count as new, for a file that begins in the middle of
                    the shop's history: earlier customers stay in revenue, and are in no F2, LTV or cohort
  --json            JSON on standard output, and nothing else there
  --help            this text`;

export interface DemoOptions {
  orders: string[] | null;
  timezone: string | null;
  port: number;
  fresh: boolean;
}

export interface ReportOptions {
  orders: string[];
  timezone: string | null;
  asOf: string | null;
  /** first day whose newcomers count as such */
  newcomersFrom: string | null;
  json: boolean;
}

/** Asked for help: the text to print. */
export interface Help {
  help: string;
}

/** @throws CommandTrouble naming the option that is wrong */
export function demoOptions(args: string[]): DemoOptions | Help {
  const values = parsed(args, DEMO_USAGE, {
    orders: { type: 'string', multiple: true },
    timezone: { type: 'string' },
    port: { type: 'string' },
    fresh: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help === true) return { help: DEMO_USAGE };
  const { timezone } = values;
  const orders = paths(values.orders);
  if (orders.length === 0 && typeof timezone === 'string')
    throw new CommandTrouble('--timezone goes with --orders: the demo shop has its own time zone.');
  return {
    orders: orders.length > 0 ? orders : null,
    timezone: zone(timezone),
    port: port(values.port),
    fresh: values.fresh === true,
  };
}

/** @throws CommandTrouble naming the option that is wrong */
export function reportOptions(args: string[]): ReportOptions | Help {
  const values = parsed(args, REPORT_USAGE, {
    orders: { type: 'string', multiple: true },
    timezone: { type: 'string' },
    'as-of': { type: 'string' },
    'newcomers-from': { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help === true) return { help: REPORT_USAGE };
  const orders = paths(values.orders);
  if (orders.length === 0)
    throw new CommandTrouble(`Which file? --orders is missing.\n\n${REPORT_USAGE}`);
  return {
    orders,
    timezone: zone(values.timezone),
    asOf: day(values['as-of']),
    newcomersFrom: day(values['newcomers-from']),
    json: values.json === true,
  };
}

type Values = Record<string, string | boolean | string[] | undefined>;
type Declared = Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean }>;

function parsed(args: string[], usage: string, options: Declared): Values {
  return Object.fromEntries(
    Object.entries(optionValues(args, usage, options)).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String) : value,
    ]),
  );
}

type Value = Values[string];

function paths(given: Value): string[] {
  return Array.isArray(given) ? given.map(path) : [];
}

function path(given: string): string {
  // npm runs scripts in the project's folder; a path is meant from where the person stands.
  const found = resolve(process.env.INIT_CWD ?? process.cwd(), given);
  const here = existsSync(found) ? found : resolve(given);
  if (!existsSync(here)) throw new CommandTrouble(`There is no file ${given}.`);
  return here;
}

function zone(name: Value): string | null {
  if (typeof name !== 'string') return null;
  // Intl also takes "+09:00", which other programs read with the opposite sign.
  if (/^[A-Za-z]/.test(name))
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone && name;
    } catch {
      // Said below, as for every other name that is none.
    }
  throw new CommandTrouble(`"${name}" is no time zone; expected an IANA name like Asia/Tokyo.`);
}

function day(text: Value): string | null {
  if (typeof text !== 'string') return null;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    throw new CommandTrouble(`"${text}" is no day; expected YYYY-MM-DD, for example 2026-04-01.`);
  return text;
}

function port(text: Value): number {
  if (typeof text !== 'string') return 4000;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 65_535)
    throw new CommandTrouble(`"${text}" is no port; expected a number from 1 to 65535.`);
  return number;
}
