import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Said } from '../sandbox/worlds/csv/said';
import { languageOf } from './language';
import { optionValues } from './option-values';
import { CommandTrouble } from './trouble';
import { DEMO_USAGE, REPORT_USAGE } from './usage';

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
  /** first day whose newcomers count as new */
  newcomersFrom: string | null;
  json: boolean;
}

/** The options ask for help: the text to print. */
export interface Help {
  help: string;
}

/** @throws CommandTrouble naming the wrong option */
export function demoOptions(args: string[]): DemoOptions | Help {
  const values = parsed(args, DEMO_USAGE, {
    orders: { type: 'string', multiple: true },
    timezone: { type: 'string' },
    port: { type: 'string' },
    fresh: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help === true) return { help: DEMO_USAGE[languageOf(process.env)] };
  const { timezone } = values;
  const orders = paths(values.orders);
  if (orders.length === 0 && typeof timezone === 'string')
    throw new CommandTrouble({
      en: '--timezone goes with --orders: the demo shop has its own time zone.',
      ja: '--timezone は --orders と一緒に指定してください。デモショップのタイムゾーンは決まっています。',
    });
  return {
    orders: orders.length > 0 ? orders : null,
    timezone: zone(timezone),
    port: port(values.port),
    fresh: values.fresh === true,
  };
}

/** @throws CommandTrouble naming the wrong option */
export function reportOptions(args: string[]): ReportOptions | Help {
  const values = parsed(args, REPORT_USAGE, {
    orders: { type: 'string', multiple: true },
    timezone: { type: 'string' },
    'as-of': { type: 'string' },
    'newcomers-from': { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help === true) return { help: REPORT_USAGE[languageOf(process.env)] };
  const orders = paths(values.orders);
  if (orders.length === 0)
    throw new CommandTrouble({
      en: `Which file? --orders is missing.\n\n${REPORT_USAGE.en}`,
      ja: `--orders でファイルを指定してください。\n\n${REPORT_USAGE.ja}`,
    });
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

function parsed(args: string[], usage: Said, options: Declared): Values {
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
  // npm runs scripts in the project's folder; a path is relative to the user's folder.
  const found = resolve(process.env.INIT_CWD ?? process.cwd(), given);
  const here = existsSync(found) ? found : resolve(given);
  if (!existsSync(here))
    throw new CommandTrouble({
      en: `There is no file ${given}.`,
      ja: `${given} というファイルはありません。`,
    });
  return here;
}

function zone(name: Value): string | null {
  if (typeof name !== 'string') return null;
  // Intl also takes "+09:00", which other programs read with the opposite sign.
  if (/^[A-Za-z]/.test(name))
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone && name;
    } catch {
      // Reported below, as every other invalid name.
    }
  throw new CommandTrouble({
    en: `"${name}" is not a time zone; expected an IANA name like Asia/Tokyo.`,
    ja: `「${name}」というタイムゾーンはありません。Asia/Tokyo のようなIANAの名前で指定してください。`,
  });
}

function day(text: Value): string | null {
  if (typeof text !== 'string') return null;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    throw new CommandTrouble({
      en: `"${text}" is not a day; expected YYYY-MM-DD, for example 2026-04-01.`,
      ja: `「${text}」という日付はありません。2026-04-01 のようにYYYY-MM-DDの形で指定してください。`,
    });
  return text;
}

function port(text: Value): number {
  if (typeof text !== 'string') return 4000;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 65_535)
    throw new CommandTrouble({
      en: `"${text}" is not a port; expected a number from 1 to 65535.`,
      ja: `「${text}」というポートはありません。1〜65535の数字で指定してください。`,
    });
  return number;
}
