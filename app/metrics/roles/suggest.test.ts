import { describe, expect, it } from 'vitest';
import { suggestRoles, type ProductFacts } from './suggest';

const product = (id: string, title: string, of: Partial<ProductFacts> = {}): ProductFacts => ({
  ...{ id, title, role: null, orders: 100, firstOrders: 10, price: 4000 },
  ...{ plan: false, afterTrial: 0 },
  ...of,
});
const shop = { firstOrders: 1000, medianPrice: 4000 };
const suggested = (...products: ProductFacts[]) =>
  Object.fromEntries(
    [...suggestRoles(products, shop)].map(([id, { role, reason }]) => [id, [role, reason]]),
  );

describe('a trial is suggested by its title', () => {
  it.each([
    ['【お試し】青汁 7日分', 'お試し'],
    ['初回限定おためしセット', 'おためし'],
    ['トライアルキット', 'トライアル'],
    ['美容液サンプル', 'サンプル'],
    ['美容液（ミニ）', 'ミニ'],
    ['美容液ミニボトル', 'ミニボトル'],
    ['7-Day Trial', 'Trial'],
    ['ＳＴＡＲＴＥＲ kit', 'STARTER'],
    ['Sample pack', 'Sample'],
    ['Serum mini 10ml', 'mini'],
    ['tea_samples', 'samples'],
  ])('%s', (title, word) => {
    expect(suggested(product('1', title))).toEqual({ 1: ['trial', { why: 'title', word }] });
  });

  it.each([
    ...['ミニマルウォレット', 'アルミニウムボトル', 'ジェミニ', 'Industrial shelf', 'Minimal bag'],
    ...['Administration', 'Trialist', '', '試合用ボール'],
  ])('but not %s', (title) => {
    expect(suggested(product('1', title))).toEqual({});
  });

  it('only where a customer began with it', () => {
    expect(suggested(product('1', 'お試し', { firstOrders: 0 }))).toEqual({});
  });
});

describe('a trial is suggested by price and first orders', () => {
  it('where it costs half of the median at most, and begins one order in twenty', () => {
    const reason = { why: 'cheapFirst', priceShare: 0.5, firstShare: 0.05 };
    expect(suggested(product('1', '青汁', { price: 2000, firstOrders: 50 }))).toEqual({
      1: ['trial', reason],
    });
  });

  it.each([
    ['it costs more', { price: 2001, firstOrders: 50 }],
    ['fewer begin with it', { price: 2000, firstOrders: 49 }],
    ['no price is known', { price: null, firstOrders: 500 }],
    ['it is a subscription', { price: 2000, firstOrders: 50, plan: true }],
  ])('not where %s', (_, of) => {
    expect(Object.values(suggested(product('1', '青汁', of))).flat()).not.toContain('trial');
  });
});

describe('a main product is suggested', () => {
  const trial = product('1', 'お試しセット', { price: 980 });

  it('where it is sold with a selling plan', () => {
    expect(suggested(product('2', '青汁30日分', { plan: true }))).toEqual({
      2: ['main', { why: 'plan' }],
    });
  });

  it('where it is the dearest that trial customers often go on to', () => {
    const often = product('2', '青汁30日分', { afterTrial: 90 });
    const dearer = product('3', '青汁90日分', { afterTrial: 45, price: 9000 });
    // dearest of all, but bought by few
    const rare = product('4', '化粧箱', { afterTrial: 44, price: 30_000 });
    const found = suggested(trial, often, dearer, rare);
    expect(found).toMatchObject({ 3: ['main', { why: 'afterTrial', customers: 45 }] });
    expect(found['4']?.[0]).toBe('backEnd');
    // a smaller pack of the main product
    expect(found).not.toHaveProperty('2');
  });

  it('not from under three customers, and not once another product has that place', () => {
    expect(suggested(trial, product('2', '青汁', { afterTrial: 2 }))).not.toHaveProperty('2');
    const named = product('3', '青汁90日分', { afterTrial: 90, price: 9000, role: 'main' });
    expect(suggested(trial, product('2', '青汁', { afterTrial: 90 }), named)).not.toHaveProperty(
      '2',
    );
  });
});

describe('a product that nearly only known customers buy', () => {
  const main = product('2', '青汁30日分', { role: 'main', price: 4000 });
  const later = { orders: 20, firstOrders: 4 };

  it('is a back-end product where it costs more than the main one, else a cross-sell', () => {
    const found = suggested(
      main,
      product('3', '美容機器', { ...later, price: 4800 }),
      product('4', '石けん', { ...later, price: 4799 }),
    );
    expect(found).toEqual({
      3: ['backEnd', { why: 'later', laterShare: 0.8 }],
      4: ['crossSell', { why: 'later', laterShare: 0.8 }],
    });
  });

  it.each([
    ['more begin with it', [main, product('3', '石けん', { orders: 20, firstOrders: 5 })]],
    ['few orders had it', [main, product('3', '石けん', { orders: 19, firstOrders: 0 })]],
    ['there is no main product', [product('3', '石けん', later)]],
    ['it has no order at all', [main, product('3', '石けん', { orders: 0, firstOrders: 0 })]],
  ])('has no suggestion where %s', (_, products) => {
    expect(suggested(...products)).toEqual({});
  });
});

it('leaves every role that the merchant has given', () => {
  const given = product('1', 'お試しセット', { role: 'main', price: 100, firstOrders: 500 });
  expect(suggested(given, product('2', 'サンプル', { role: 'crossSell', plan: true }))).toEqual({});
});
