import { describe, expect, it } from 'vitest';
import { previewRoles } from '../../app/metrics/preview/roles.server';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import { changeRoles } from '../../app/settings/roles.server';
import type { ShopId } from '../../app/store/db.server';
import { PRODUCT_ROLES, type ProductRole } from '../../app/terms/product-roles';
import { database } from '../support/database';
import { shopWith } from '../support/numbers/measure';
import { cancelSome } from '../support/shops/cancel-some';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { chanceOf } from './books/random-source';

const db = await database();
const NOW = new Date('2024-05-31T12:00:00Z');

const stagesOf = async (shop: ShopId) => (await takeSnapshot(shop, null, NOW)).stages;
const counts = (
  groups: { group: string; before: number; after: number }[],
  at: 'before' | 'after',
) => Object.fromEntries(groups.map((one) => [one.group, one[at]]));

describe('the preview of other roles', () => {
  it.each([3, 8])(
    'says the customers on each stage before and after, as the count does (random shop %i)',
    async (seed) => {
      const book = randomBook(seed, { days: 640, customers: 150 });
      const shop = await shopWith(db, book, randomSettings(seed, book));
      const chance = chanceOf(seed);
      for (const _ of [1, 2]) {
        const before = await stagesOf(shop);
        const draft = Object.fromEntries(
          book.products
            .filter(() => chance.happens(0.5))
            .map(({ id }) => [
              String(id),
              chance.pick<ProductRole | null>([...PRODUCT_ROLES, null]),
            ]),
        );
        const preview = await previewRoles(shop, draft);
        if (typeof preview === 'string') throw new Error('no preview');
        expect(counts(preview.groups, 'before')).toEqual(before);
        await changeRoles(shop, draft, null);
        expect(counts(preview.groups, 'after')).toEqual(await stagesOf(shop));
        const all = preview.moves.reduce((sum, { customers }) => sum + customers, 0);
        expect(preview.up + preview.down).toBe(all);
        expect(all).toBeGreaterThan(0);
      }
    },
  );

  it('moves customers with changes that the book lacks by the roles alone', async () => {
    const book = randomBook(3, { days: 640, customers: 150 });
    const shop = await shopWith(db, book, { ...randomSettings(3, book), productRoles: {} });
    await stagesOf(shop);
    expect(await cancelSome(db, shop)).toBeGreaterThan(3);
    const everything = Object.fromEntries(
      book.products.map(({ id }, at) => [String(id), at % 2 === 0 ? 'trial' : 'backEnd'] as const),
    );
    const preview = await previewRoles(shop, everything);
    if (typeof preview === 'string') throw new Error(preview);
    expect(counts(preview.groups, 'before')).toEqual(await stagesOf(shop));
    await changeRoles(shop, everything, null);
    expect(counts(preview.groups, 'after')).toEqual(await stagesOf(shop));
    expect(preview.moves.length).toBeGreaterThan(1);
  });

  it('changes nothing, and waits while the numbers are counted by other rules', async () => {
    const book = randomBook(5, { days: 80, customers: 40 });
    const shop = await shopWith(db, book);
    expect(await previewRoles(shop, { 1: 'trial' })).toBe('counting');
    const before = await stagesOf(shop);
    const everything = Object.fromEntries(
      book.products.map(({ id }) => [String(id), 'trial' as const]),
    );
    const preview = await previewRoles(shop, everything);
    if (typeof preview === 'string') throw new Error(preview);
    expect(preview.moves.every(({ to }) => to === 'purchaser')).toBe(true);
    expect(preview.down).toBeGreaterThan(0);
    expect(await stagesOf(shop)).toEqual(before);
    await changeRoles(shop, everything, null);
    expect(await previewRoles(shop, {})).toBe('counting');
    await stagesOf(shop);
    expect(await previewRoles(shop, {})).toMatchObject({ moves: [], up: 0, down: 0 });
  });
});
