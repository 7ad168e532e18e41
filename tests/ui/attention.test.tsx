import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../app/metrics/snapshot';
import { AttentionRows } from '../../app/ui/home/attention';
import { HomePage } from '../../app/ui/home/home-page';
import type { Placement } from '../../app/ui/survey/use-placement';
import type { HomeView } from '../../app/ui/home/view';
import { useFormat } from '../../app/ui/numbers/use-format';
import { rendered, words } from '../support/render';
import { AS_OF, teaShop } from '../support/shops/tea-shop';
import { homeViewOf } from './home-view';
import { statusOf } from './status';

type Asked = NonNullable<HomeView['attention']['placement']>;

const NOWHERE: Placement = {
  state: 'known',
  onThankYou: false,
  onOrderStatus: false,
  onStorefront: false,
};
const placedOn = (...places: Asked['places']): Placement => ({
  ...NOWHERE,
  ...Object.fromEntries(places.map((place) => [place, true])),
});
/** In this order: a leak, then orders pending for long. */
const TWO_LINES = teaShop;
const NO_LINE: Snapshot = {
  ...teaShop,
  valueAtStake: null,
  orders: { ...teaShop.orders, longPending: 0 },
};

function Rows({ attention, placement }: Pick<HomeView, 'attention'> & { placement: Placement }) {
  const format = useFormat({ currency: 'JPY', timezone: 'Asia/Tokyo' });
  return (
    <AttentionRows
      attention={attention}
      newcomersFrom={null}
      placement={placement}
      format={format}
    />
  );
}

/** The rows as texts; an empty one holds a place. */
function rows(placement: Placement, asked: Partial<Asked> = {}, snapshot = TWO_LINES): string[] {
  const { attention } = homeViewOf(snapshot, null);
  const at = attention.lines.filter(({ kind }) => kind === 'leak').length;
  const all: Asked = {
    places: ['onThankYou', 'onOrderStatus', 'onStorefront'],
    at,
    dismissed: false,
  };
  const with_ = { ...attention, placement: { ...all, ...asked } };
  const html = rendered(<Rows attention={with_} placement={placement} />, 'en');
  return [...html.matchAll(/<li.*?<\/li>/gs)].map(([row]) => words(row).trim());
}

const NOT_PLACED = expect.stringContaining('Your survey isn’t placed yet') as string;
const LEAK = expect.stringContaining('are at “First-time buyer”') as string;
const PENDING = expect.stringContaining('waiting for payment') as string;
const REST = 'Nothing else needs attention right now.';

describe('the line about the survey’s placement', () => {
  it('comes before the lines that matter less, and after those that matter more', () => {
    expect(rows(NOWHERE)).toEqual([LEAK, NOT_PLACED, PENDING]);
    expect(rows(placedOn('onStorefront'))).toEqual([LEAK, PENDING, REST]);
  });

  it('counts only the places that the settings name', () => {
    const asked = { places: ['onThankYou' as const] };
    expect(rows(placedOn('onStorefront', 'onOrderStatus'), asked)[1]).toEqual(NOT_PLACED);
    expect(rows(placedOn('onThankYou'), asked)).toEqual([LEAK, PENDING, REST]);
  });

  it.each([
    ['two lines', TWO_LINES, 1],
    ['no line', NO_LINE, 0],
  ])(
    'moves no row of a shop with %s, and until the reply nothing is claimed',
    (_, snapshot, at) => {
      const asking = rows({ state: 'asking' }, { at }, snapshot);
      expect(asking.slice(at).every((row) => row === '')).toBe(true);
      for (const placement of [NOWHERE, placedOn('onThankYou'), { state: 'unknown' as const }]) {
        const known = rows(placement, { at }, snapshot);
        expect(known).toHaveLength(asking.length);
        expect(known.slice(0, at)).toEqual(asking.slice(0, at));
      }
      const unknown = rows({ state: 'unknown' }, { at }, snapshot);
      expect(unknown.at(-1)).toBe('Couldn’t check whether your survey is placed.');
    },
  );

  it('stays away while it is dismissed, and asks for no patience then', () => {
    for (const placement of [NOWHERE, { state: 'asking' as const }])
      expect(rows(placement, { dismissed: true })).toEqual([LEAK, PENDING, REST]);
  });
});

describe('the rows of attention', () => {
  const shown = (snapshot: Snapshot) =>
    rendered(<HomePage status={statusOf()} view={homeViewOf(snapshot, null)} />, 'ja');

  it('lead to Shopify’s list of the pending orders, as the details do', () => {
    const links = shown(teaShop).match(
      /href="shopify:\/\/admin\/orders\?financial_status=pending"/g,
    );
    expect(links).toHaveLength(2);
    expect(shown(teaShop)).not.toContain('href="#');
  });

  it('say what revenue has no cost while LTV is on revenue, and lead to where costs are entered', () => {
    const html = shown({ ...teaShop, margin: { rate: null, coverage: 0.2 } });
    // 9,835.61 × 12,043 customers × 0.8 = 94,760,000
    expect(words(html)).toContain('累計売上のうち約9,476万円（80.0%）は原価が不明なため');
    expect(html).toContain('href="/app/settings/unit-costs"');
  });

  it('keep the button’s word in one line', () => {
    const sheet = join(import.meta.dirname, '../../app/ui/home/attention.css');
    const rule = /\.om-attention form \{([^}]*)\}/.exec(readFileSync(sheet, 'utf8'))?.[1];
    expect(rule).toMatch(/flex: none;\s+white-space: nowrap;/);
  });
});

it('a number’s sheet opens while a past day is being computed', () => {
  for (const state of ['unknown', 'waiting', 'running'] as const) {
    const status = statusOf({ past: { asOf: AS_OF, state, changed: false }, compared: null });
    const html = rendered(<HomePage status={status} view={null} />, 'en', '/app?sheet=home.active');
    expect(words(/<dialog.*<\/dialog>/s.exec(html)?.[0] ?? '')).toContain(
      'Customers whose last purchase is no longer ago than half the lapse window.',
    );
  }
});
