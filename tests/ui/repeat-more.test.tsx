import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { Snapshot } from '../../app/metrics/snapshot';
import { ALL_PARTS } from '../../app/terms/parts-in-use';
import { useFormat } from '../../app/ui/numbers/use-format';
import { OtherNamesTable } from '../../app/ui/repeat/other-names-table';
import { otherRates } from '../../app/ui/repeat/other-names-rows';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { Subscriptions } from '../../app/ui/repeat/subscriptions/subscriptions';
import { stepWorths, worthiestStep } from '../../app/ui/repeat/step-worth';
import type { NextSteps } from '../../app/ui/repeat/view';
import { rendered, words } from '../support/render';
import { teaShop } from '../support/shops/tea-shop';
import { repeatViewOf } from './repeat-view';
import { emptyShop } from './small-shops';
import { statusOf } from './status';

/** The pane of subscriptions, whose script a browser loads once it is opened. */
function Pane({ numbers }: { numbers: NonNullable<Snapshot['subscriptions']> }) {
  return (
    <Subscriptions
      newcomersFrom={null}
      numbers={numbers}
      format={useFormat({ currency: 'JPY', timezone: 'Asia/Tokyo' })}
    />
  );
}
const paneOf = ({ subscriptions: numbers }: Snapshot, language: Language = 'en') =>
  numbers === null ? '' : words(rendered(<Pane numbers={numbers} />, language, '/app/repeat'));

/** The folded table of other names, which comes once it is opened. */
function Names({ snapshot }: { snapshot: Snapshot }) {
  const format = useFormat({ currency: 'JPY', timezone: 'Asia/Tokyo' });
  return <OtherNamesTable rates={otherRates(snapshot)} format={format} />;
}
const namesOf = (snapshot: Snapshot, language: Language = 'en') =>
  words(rendered(<Names snapshot={snapshot} />, language, '/app/repeat'));

const html = (snapshot: Snapshot, language: Language = 'en', parts = ALL_PARTS) =>
  rendered(
    <RepeatPage
      status={statusOf()}
      view={repeatViewOf(snapshot, 'with', null, null, undefined, parts)}
    />,
    language,
    '/app/repeat',
  );
const said = (snapshot: Snapshot, language: Language = 'en') => words(html(snapshot, language));
/** The page with another count of what was bought next. */
const saidOf = (next: NextSteps | null, language: Language) =>
  words(
    rendered(
      <RepeatPage status={statusOf()} view={{ ...repeatViewOf(teaShop, 'with'), next }} />,
      language,
      '/app/repeat',
    ),
  );
/** Nothing of it is known yet. */
const young: Snapshot = {
  ...teaShop,
  returning: emptyShop.returning,
};
const subscriptions = teaShop.subscriptions;
if (subscriptions === null) throw new Error('the tea shop has subscriptions');

describe('the funnel in money', () => {
  it('says the step with the largest sum, and promises nothing', () => {
    // 6,056 x 3,200
    expect(worthiestStep(teaShop.repeat)).toEqual({
      ...{ step: 1, customers: 6056, each: 3200, all: 19_379_200 },
    });
    expect(said(teaShop)).toContain(
      'Customers with 2 purchases have spent ¥3,200 more on average than those with 1. Across the 6,056 customers with 1, that gap adds up to ¥19.4M.',
    );
    expect(said(teaShop, 'ja')).toContain(
      'もう1回買っていただいたときの売上を約束するものではありません',
    );
  });

  it('says nothing where no step is known, or none is worth more', () => {
    const { steps } = teaShop.repeat;
    expect(worthiestStep({ steps, stepWorth: [null, -200] })).toBeNull();
    expect(stepWorths({ steps, stepWorth: [] })[0]?.all).toBeNull();
    expect(said(emptyShop)).not.toContain('gap adds up');
  });
});

describe('first products', () => {
  it('mark the lowest F2 of those with 5 % of new customers, with its share of one-time buyers', () => {
    // 602 of 12,043 are 5 %: a gift set of 276 with 10 % is too small
    expect(said(teaShop)).toContain('“抹茶スターターキット” has the lowest F2 (27.9%); 7.3%');
    expect(html(teaShop)).toMatch(/抹茶スターターキット.*?Lowest F2/s);
  });

  it('mark none where there is one product alone', () => {
    const firstProducts = teaShop.repeat.firstProducts.slice(0, 1);
    expect(said({ ...teaShop, repeat: { ...teaShop.repeat, firstProducts } })).not.toContain(
      'Lowest F2',
    );
  });
});

describe('what they bought next', () => {
  it('has share, lift and days of each pair, and says the cut', () => {
    // 1,210 of 2,702 beside 1,904 of 5,987
    expect(said(teaShop)).toMatch(
      /煎茶お試しセット → 深蒸し煎茶 100g 2,702 1,210 44.8% 1.41 34 days/,
    );
    expect(said(teaShop)).toContain('深蒸し煎茶 100g → The same again');
    expect(said(teaShop)).toContain('The 3 earlier products with most customers, of 11');
  });

  it('is not known of a product that under 30 customers came back from', () => {
    expect(said(teaShop)).toMatch(/新茶予約 → – \(under 30\) 22 – – – –/);
    const step = { customers: 0, products: 0, from: [] };
    expect(saidOf({ second: step, third: step }, 'ja')).toContain(
      '30人になると、次に買った商品が分かります',
    );
  });

  it('says that it is being counted', () => {
    expect(saidOf(null, 'ja')).toContain('次に買った商品 集計しています。');
    expect(saidOf(null, 'en')).toContain('What they bought next Counting.');
  });
});

describe('other names of repeat rate', () => {
  it('are each a quotient of the shop’s counts', () => {
    const rates = otherRates(teaShop);
    for (const { value, part, whole } of rates.filter(({ part }) => part !== null))
      expect(value).toBeCloseTo((part ?? 0) / (whole ?? 1), 12);
    const of = (name: string) => rates.find((rate) => rate.name === name)?.value;
    expect(of('repeatRate30')).toBeCloseTo(1012 / 12043, 12);
    expect(of('shopify30')).toBeCloseTo(1019 / 1420, 12);
    expect((of('kept') ?? 0) + (of('churned') ?? 0)).toBeCloseTo(1, 12);
    expect(said(teaShop)).toContain('it reads anything from 8.4% to 74.9%');
  });

  it('say why they are not known yet', () => {
    const unknown = otherRates(emptyShop).map((rate) => rate.unknown);
    expect(unknown).toEqual([
      ...['few', 'few', 'days30', 'days365', 'days30', 'days365', 'days30', 'days30'],
      ...['days365', 'days730', 'days730'],
    ]);
    const quiet = {
      ...teaShop,
      returning: { ...teaShop.returning, yearBefore: { buyers: 0, kept: 0 } },
    };
    expect(otherRates(quiet).at(-1)?.unknown).toBe('few');
    expect(namesOf(young)).toContain('there are less than two years of orders');
    expect(namesOf(teaShop, 'ja')).toContain('1,012人 ÷ 12,043人');
    expect(namesOf(teaShop)).toContain('1,231 orders ÷ 1,644 orders');
  });
});

describe('the pane of subscriptions', () => {
  it.each(LANGUAGES)('is shown where there are any and the shop uses them, in %s', (language) => {
    const pane = /コホート 定期購入|Cohorts Subscriptions/;
    expect(said(teaShop, language)).toMatch(pane);
    const hidden = { ...ALL_PARTS, subscriptions: false };
    expect(words(html(teaShop, language, hidden))).not.toMatch(pane);
    expect(said({ ...teaShop, subscriptions: null }, language)).not.toMatch(pane);
  });

  it('says what the contract holds, what it loses, and who decides now', () => {
    const shown = paneOf(teaShop);
    expect(shown).toContain(
      'Of 100 customers who start a subscription, 79 make order 4 and 53 go on',
    );
    expect(shown).toContain(
      '33.6% end after order 4; the average of the orders before and after it is 7.2%',
    );
    expect(shown).toMatch(/Finished the contract’s order 4, next one due 88 customers/);
    // 78 + 84 + 87
    expect(shown).toMatch(/Within the minimum contract 249 customers/);
    expect(shown).toContain('Later on, the largest loss is after order 5: 9.6%');
  });

  it('says where the largest loss comes before the contract’s end', () => {
    const early = {
      ...subscriptions,
      contractOrders: 5,
      cliff: { order: 5, reached: 490, ended: 47, beside: 0.2 },
      laterLoss: null,
    };
    const shown = paneOf({ ...teaShop, subscriptions: early });
    expect(shown).toContain(
      'The largest loss is after order 4: 33.6%. If your minimum contract has 4',
    );
    expect(shown).toContain('9.6% end after order 5, no more than around it (20.0%)');
  });

  it('says what too few subscribers leave unknown', () => {
    const few = {
      ...subscriptions,
      steps: [],
      cliff: null,
      laterLoss: null,
      revenueShare365: null,
    };
    const shown = paneOf({ ...teaShop, subscriptions: few }, 'ja');
    expect(shown).toContain('対象のお客様が30人に満たないため');
    expect(shown).toContain('注文の記録が1年に満たないか');
    const alone = { order: 4, reached: 30, ended: 3, beside: null };
    expect(paneOf({ ...teaShop, subscriptions: { ...subscriptions, cliff: alone } })).toContain(
      'Too few customers reached the orders around it',
    );
  });
});
