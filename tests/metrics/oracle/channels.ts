import { ledgerOfBook } from './book-ledger';
import type { Book } from './book';
import { dayOf, monthOf } from './calendar';
import { must } from './must';
import { DEFAULT_SETTINGS, type OracleSettings } from './settings';
import { viewAsOf } from './view';

/** A newcomer's channel: by their first counted order's source; `none`: no channel has it; `unknown`: it has no source. */
export interface ChannelOfNewcomer {
  /** YYYY-MM of the first purchase */
  month: string;
  channel: { name: string } | 'none' | 'unknown';
}

/** The channel of every newcomer as of a day, one by one: a second reading of README.md section 2, "Channels". */
export function oracleChannels(
  book: Book,
  asOf: string,
  mapping: Readonly<Record<string, string>>,
  settings: Partial<OracleSettings> = {},
): ChannelOfNewcomer[] {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  return viewAsOf(ledgerOfBook(book, all), dayOf(asOf), all).buyers.map((buyer) => {
    const { source } = must(buyer.orders[0]);
    const name = source === null ? undefined : mapping[source];
    return {
      month: monthOf(buyer.firstDay),
      channel: source === null ? 'unknown' : name === undefined ? 'none' : { name },
    };
  });
}
