import { expect, it } from 'vitest';
import { filterChoices } from './choices';

const firstOrders = {
  products: [{ productId: '7', title: '煎茶', customers: 9 }],
  sources: [
    { source: 'google', customers: 4 },
    { source: 'direct', customers: 1 },
  ],
  unknownSource: 3,
  discounted: 8,
  subscribed: 0,
};

it('lists products and sources, the unknown one in its place, and whether first orders differ', () => {
  expect(filterChoices({ customers: 8, firstOrders })).toEqual({
    products: [{ id: '7', title: '煎茶', customers: 9 }],
    sources: [
      { key: 'google', customers: 4 },
      { key: 'unknown', customers: 3 },
      { key: 'direct', customers: 1 },
    ],
    // all eight are on discount, none is subscribed: neither tells customers apart
    discount: false,
    plan: false,
  });
  const { discount, plan } = filterChoices({
    customers: 9,
    firstOrders: { ...firstOrders, subscribed: 1 },
  });
  expect([discount, plan]).toEqual([true, true]);
});

it('lists no source where none is known', () => {
  const none = { ...firstOrders, sources: [], unknownSource: 8 };
  expect(filterChoices({ customers: 8, firstOrders: none }).sources).toEqual([]);
});
