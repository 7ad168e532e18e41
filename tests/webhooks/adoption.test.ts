import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NOW, stage } from '../support/shops/import-stage';
import type { OrderRecord } from '../sandbox/store/records';
import { confirmationNumber } from '../sandbox/worlds/confirmation-number';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { answerOf, fromCheckout, sessionToken } from '../support/doors/buyers';
import { liveShop } from './live-shop';

const on = await stage();
await on.work();
const { action } = await import('../../app/routes/storefront/checkout-survey');

type Says = Record<string, unknown>;
/** Ids of the orders to come. */
const [ANSWERED, DISMISSED, SIGNED, FOREIGN, SHOWN] = [
  9_100_001, 9_100_002, 9_100_003, 9_100_004, 9_100_005,
];
const ORDERS = [ANSWERED, DISMISSED, SIGNED, FOREIGN, SHOWN];

const world = (no: number) => {
  const tea = teaShop({ until: NOW, days: 70, customers: 120, daysBeforeShopify: 0 });
  return { ...tea, shop: { ...tea.shop, domain: `adopts-${no}.myshopify.com`, id: no } };
};

/** Orders as Shopify has them shortly after their thank-you pages. */
function placed(like: OrderRecord): OrderRecord[] {
  return ORDERS.map((id) => {
    // a guest's: the buyer was asked nowhere else
    const customerId = id === FOREIGN ? null : like.customerId;
    const order = { ...like, id, customerId, name: `#${id}`, updatedAt: NOW.toISOString() };
    const lines = like.lines.map((line, n) => ({ ...line, id: id * 100 + n }));
    return { ...order, lines, confirmationNumber: confirmationNumber({ ...order, id }) };
  });
}

/** Messages of the buyers' pages and of strangers before the app knows the orders. */
function messages(domain: string, orders: readonly OrderRecord[]) {
  const numbers = new Map(orders.map(({ id, confirmationNumber: own }) => [id, own]));
  const customer = orders[0]?.customerId;
  const send = async (kind: string, order: number, says: Says, signed = false) => {
    const sub = signed ? { sub: `gid://shopify/Customer/${customer}` } : {};
    const about = { source: 'thank_you', order: `gid://shopify/OrderIdentity/${order}` };
    const body = { kind, ...about, language: 'ja', number: numbers.get(order), ...says };
    const token = sessionToken({ says: { dest: domain, ...sub } });
    const response = await answerOf(action, fromCheckout(body, { token }));
    return { status: response.status, ...((await response.json()) as Says) };
  };
  const answers = async (order: number, says: Says, signed = false) =>
    await send('answer', order, { key: randomUUID(), ...says }, signed);
  return { send, answers };
}

/** The ways in which the app learns of the orders: each begins before it knows them. */
const WAYS: [
  how: string,
  begin: (
    no: number,
  ) => Promise<{ domain: string; orders: OrderRecord[]; come: () => Promise<void> }>,
][] = [
  [
    'a webhook reports them',
    async (no) => {
      const shop = await liveShop(on, world(no));
      const orders = placed(shop.anOrder());
      const come = async () => {
        for (const order of orders) on.shopify.orders(shop.domain).put(order);
        await shop.settled();
      };
      return { domain: shop.domain, orders, come };
    },
  ],
  [
    'a later import reads them in bulk',
    async (no) => {
      const shop = await liveShop(on, world(no));
      const orders = placed(shop.anOrder());
      const come = async () => {
        for (const topic of ['orders/create', 'orders/updated'])
          on.shopify.webhooks.failNext({ topic, fault: { kind: 'lose' }, times: orders.length });
        for (const order of orders) on.shopify.orders(shop.domain).put(order);
        await on.importAgain(shop.domain);
        await shop.settled();
      };
      return { domain: shop.domain, orders, come };
    },
  ],
  [
    'the first import reads them in bulk',
    async (no) => {
      const own = world(no);
      const like = own
        .orders()
        .find(({ customerId, lines }) => customerId !== null && lines.length > 1);
      if (like === undefined) throw new Error('no order');
      const orders = placed(like);
      const { env } = await import('../../app/env.server');
      env().CLOCK_OFFSET_MS = NOW.getTime() - Date.now();
      // no file can be fetched until the messages have arrived
      const { faults } = on.shopify;
      faults.next({ on: 'bulk-result', fault: { kind: 'status', status: 503 }, times: 1_000 });
      await on.install({ ...own, orders: () => [...own.orders(), ...orders] });
      await on.until(
        async () =>
          (await on.db.query('select 1 from shops where domain = $1', [own.shop.domain])).length >
          0,
      );
      const come = async () => {
        faults.clear();
        await on.imported(own.shop.domain, { history: false });
      };
      return { domain: own.shop.domain, orders, come };
    },
  ],
];

describe.each(WAYS)('orders with earlier answers, when %s', (how, begin) => {
  it('get the answers that their number or their customer proves, and no others', async () => {
    const { domain, orders, come } = await begin(WAYS.findIndex(([own]) => own === how) + 1);
    const { send, answers } = messages(domain, orders);
    const GUESS = { number: 'GUESSED12' };
    expect(await send('ask', ANSWERED, {})).toMatchObject({ ask: true });
    const words = { comment: 'また買います', voice: true };
    for (const reply of [
      await answers(ANSWERED, { score: 3, reason: 'product' }),
      await answers(ANSWERED, { score: 9, ...words }),
      await answers(ANSWERED, { score: 0, comment: 'of a stranger', ...GUESS }),
      await answers(SIGNED, { score: 8, number: null }, true),
      await answers(FOREIGN, { score: 1, ...GUESS }),
      await send('dismissal', DISMISSED, {}),
      await send('dismissal', FOREIGN, GUESS),
      await send('ask', SHOWN, {}),
      await send('dismissal', SHOWN, GUESS),
    ])
      expect(reply).toMatchObject({ status: 200 });
    const shop = await on.shopId(domain);
    const rows = async (what: string) => await on.db.query(`select ${what}`, [shop]);
    const KEPT = `order_id::int as order, score, comment, voice_state as voice, customer_id is not null as signed
      from survey_answers where shop_id = $1 order by 1`;
    expect(await rows(KEPT)).toEqual([]);
    expect(await rows('1 from survey_waiting where shop_id = $1')).toHaveLength(7);
    await come();
    expect(await rows(KEPT)).toEqual([
      { order: ANSWERED, score: 9, comment: 'また買います', voice: 'consented', signed: false },
      { order: SIGNED, score: 8, comment: null, voice: null, signed: true },
    ]);
    expect(await rows('1 from survey_answer_changes where shop_id = $1')).toHaveLength(3);
    expect(
      await rows(
        'order_id::int as order, dismissed_at is not null as dismissed from survey_views where shop_id = $1 order by 1',
      ),
    ).toEqual([
      { order: ANSWERED, dismissed: false },
      { order: DISMISSED, dismissed: true },
      { order: SIGNED, dismissed: false },
      { order: SHOWN, dismissed: false },
    ]);
    expect(await rows('1 from survey_waiting where shop_id = $1')).toEqual([]);
    // on their next visits buyers continue, and strangers see no difference
    expect(await send('ask', ANSWERED, {})).toMatchObject({
      why: 'answered',
      answered: { score: 9 },
    });
    expect(await send('ask', ANSWERED, GUESS)).toMatchObject({
      why: 'answered',
      answered: { score: 0 },
    });
    expect(await send('ask', DISMISSED, {})).toMatchObject({ why: 'dismissed' });
    expect(await send('ask', FOREIGN, {})).toMatchObject({ ask: true });
    expect(await send('ask', FOREIGN, GUESS)).toMatchObject({
      why: 'answered',
      answered: { score: 1 },
    });
  });
});
