import { ledgerOfBook } from './book-ledger';
import type { Book } from './book';
import { dayOf, monthNumber, monthOf, monthText } from './calendar';
import { ltvOf } from './ltv';
import { must } from './must';
import { paybackOf, type PaybackReport } from './payback';
import type { Buyer } from './purchases';
import { DEFAULT_SETTINGS, type OracleSettings } from './settings';
import { perCustomerWithin } from './tenure';
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

/** What newcomers of a channel and month, or of all months (null), cost and bring. */
export interface OracleWorth {
  newcomers: number;
  spend: number | null;
  cost: number | null;
  revenue90: number | null;
  revenue365: number | null;
  ratio: number | null;
  paybackDays: number | null;
  paybackUnknown: PaybackReport['paybackUnknown'];
}

/** Spend of a channel by month, YYYY-MM. */
type Spend = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * Cost, R and payback of a channel's newcomers, one by one.
 * @param channel its name; `all`, `none` or `unknown` in brackets
 */
export function oracleWorth(
  book: Book,
  asOf: string,
  { mapping, spend }: { mapping: Readonly<Record<string, string>>; spend: Spend },
  settings: Partial<OracleSettings> = {},
): (channel: string) => { whole: OracleWorth; months: Record<string, OracleWorth> } {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const view = viewAsOf(ledgerOfBook(book, all), dayOf(asOf), all);
  const margin = ltvOf(view).marginRate;
  const channelOf = (buyer: Buyer): string => {
    const { source } = must(buyer.orders[0]);
    return source === null ? '(unknown)' : (mapping[source] ?? '(none)');
  };
  const thisMonth = asOf.slice(0, 7);
  return (channel) => {
    const isIn = (buyer: Buyer) => channel === '(all)' || channelOf(buyer) === channel;
    const [buyers, newcomers] = [view.buyers.filter(isIn), view.newcomers.filter(isIn)];
    const spent = new Map<string, number>();
    for (const [name, byMonth] of Object.entries(spend))
      if (channel === '(all)' || name === channel)
        for (const [month, amount] of Object.entries(byMonth))
          spent.set(month, (spent.get(month) ?? 0) + amount);
    const cameIn = (months: readonly string[]) =>
      buyers.filter((buyer) => months.includes(monthOf(buyer.firstDay))).length;
    const worth = (own: Buyer[], came: number, paid: number | null): OracleWorth => {
      const within = perCustomerWithin({ asOf: view.asOf, buyers: own }, 365);
      const cost = paid === null || came === 0 ? null : paid / came;
      const year = within(365)?.revenue ?? null;
      const { paybackDays, paybackUnknown } = paybackOf({ ...view, newcomers: own }, cost, margin);
      return {
        ...{ newcomers: came, spend: paid, cost, paybackDays, paybackUnknown },
        ...{ revenue90: within(90)?.revenue ?? null, revenue365: year },
        ratio: year === null || margin === null || !cost ? null : (year * margin) / cost,
      };
    };
    const complete = [...spent]
      .filter(([month, amount]) => month < thisMonth && amount > 0)
      .map(([month]) => month)
      .sort()
      .slice(-12);
    const lastYear = monthsBack(asOf, 12);
    const whole =
      complete.length === 0
        ? worth(newcomers, cameIn(lastYear), null)
        : worth(
            newcomers,
            cameIn(complete),
            complete.reduce((sum, month) => sum + must(spent.get(month)), 0),
          );
    // the last one is that of D - 1
    const last = monthNumber(monthOf(view.asOf - 1));
    const months = Array.from({ length: 25 }, (_, at) => monthText(last - 24 + at));
    return {
      whole,
      months: Object.fromEntries(
        months.map((month) => [
          month,
          worth(
            newcomers.filter((buyer) => monthOf(buyer.firstDay) === month),
            cameIn([month]),
            spent.get(month) ?? null,
          ),
        ]),
      ),
    };
  };
}

/** The complete months before D, oldest first. */
function monthsBack(asOf: string, count: number): string[] {
  const number = monthNumber(asOf.slice(0, 7));
  return Array.from({ length: count }, (_, at) => monthText(number - count + at));
}
