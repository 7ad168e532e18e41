import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../app/i18n/language';
import { changeSettings } from '../../app/settings/change.server';
import { readStageMarks } from '../../app/settings/marks.server';
import { withShop, type ShopId } from '../../app/store/db.server';
import { changeRoles } from '../../app/settings/roles.server';
import { placeMarks } from '../../app/ui/stages/rule-marks';
import { StagesPage } from '../../app/ui/stages/stages-page';
import type { RuleMark } from '../../app/metrics/settings';
import { stagesView } from '../../app/ui/stages/view';
import { database } from '../support/database';
import { rendered, words } from '../support/render';
import { addShop } from '../support/shops/shop';
import { monthEnds, teaShop } from '../support/shops/tea-shop';
import { statusOf } from '../ui/status';

const db = await database();

const mark = (day: string, name: string, before: RuleMark['before'], after: RuleMark['after']) => ({
  ...{ day, name, before, after },
  products: 0,
});

const marksOf = (shop: ShopId) => withShop(shop, (tx) => readStageMarks(tx, shop, 'Asia/Tokyo'));

describe('the marks of changed rules', () => {
  it('are the changes that move stages, by the shop’s day, each day’s as one', async () => {
    const shop = await addShop(db);
    await db.query(`insert into products select $1, g, 'p' from generate_series(1, 3) g`, [shop]);
    let at = 0;
    /** The changes since the last call came at a time. */
    const on = async (time: string) => {
      const [{ version } = { version: 0 }] = await db.query(
        'select settings_version as version from shops where id = $1',
        [shop],
      );
      await db.query('update settings_changes set changed_at = $1 where version > $2', [time, at]);
      at = Number(version);
    };
    const change = (values: Parameters<typeof changeSettings<'metrics'>>[2]) =>
      changeSettings(shop, 'metrics', values, null);
    await change({ loyalPurchases: 4, lapseDays: 90 });
    // 15:30 is half past midnight in Tokyo
    await on('2026-05-31T15:30:00Z');
    await change({ loyalPurchases: 5, followerTags: ['LINE'] });
    await change({ loyalPurchases: 6, eventTags: ['VIP'] });
    await change({ eventTags: [] });
    await on('2026-06-01T20:00:00Z');
    await changeRoles(shop, { 1: 'trial', 2: 'main' }, null);
    await changeRoles(shop, { 2: null, 3: 'main' }, null);
    await on('2026-06-03T00:00:00Z');
    // what is undone the same day is no change
    await changeRoles(shop, { 1: null }, null);
    await changeRoles(shop, { 1: 'trial' }, null);
    await on('2026-06-04T00:00:00Z');
    expect(await marksOf(shop)).toEqual([
      mark('2026-06-01', 'loyalPurchases', 3, 4),
      mark('2026-06-02', 'followerTags', [], ['LINE']),
      mark('2026-06-02', 'loyalPurchases', 4, 6),
      { ...mark('2026-06-03', 'products', null, null), products: 2 },
    ]);
    expect(await marksOf(await addShop(db, 'b.myshopify.com'))).toEqual([]);
  });

  it('stand before the first column that has their day, and nowhere outside the history', () => {
    const ends = ['2026-05-01', '2026-06-01', '2026-06-18'].map((asOf) => ({
      ...{ asOf, stages: teaShop.stages },
    }));
    const column = (day: string) => placeMarks(ends, [mark(day, 'counting', 'day', 'order')])[0];
    expect(column('2026-04-30')).toBeUndefined();
    expect(column('2026-05-01')?.column).toBe(1);
    expect(column('2026-05-31')?.column).toBe(1);
    expect(column('2026-06-01')?.column).toBe(2);
    expect(column('2026-06-18')).toBeUndefined();
  });

  const marks = [
    mark('2026-05-10', 'loyalPurchases', 3, 4),
    mark('2026-05-10', 'minimumContractOrders', 4, 6),
    mark('2026-05-10', 'evangelistReferrals', 3, 1),
    mark('2026-05-10', 'evangelistProducts', 5, 2),
    mark('2026-05-10', 'followerTags', [], ['LINE', 'SNS']),
    mark('2026-05-10', 'eventTags', ['VIP'], []),
    mark('2026-05-10', 'counting', 'day', 'order'),
    mark('2026-06-02', 'counting', 'order', 'day'),
    { ...mark('2026-06-02', 'products', null, null), products: 2 },
    mark('2026-06-02', 'ofAnotherRelease', 1, 2),
  ];

  it.each(LANGUAGES)('are said below the chart and in its table, in %s', (language) => {
    const html = rendered(
      <StagesPage status={statusOf()} view={stagesView(teaShop, monthEnds, null, marks)} />,
      language,
    );
    const said = words(html);
    for (const sentence of {
      ja: [
        '2026年5月10日：優良顧客になる購入回数を3回から4回に変えました。',
        '2026年5月10日：フォロワーとみなすタグを変えました（なし → LINE、SNS）。',
        '2026年6月2日：2商品の役割を変えました。',
        '線より前の月も、新しいルールで数え直しています。',
      ],
      en: [
        'May 10, 2026: Purchases of a loyal customer changed from 3 to 4.',
        'May 10, 2026: Tags of event guests changed (VIP → none).',
        'Jun 2, 2026: The roles of 2 products changed.',
        'Months before a line are recounted by the new rules, too.',
      ],
    }[language])
      // below the chart, and in the row of its month
      expect(said.split(sentence).length - 1).toBe(sentence.includes('202') ? 2 : 1);
    expect(html.match(/class="om-rule"/g)).toHaveLength(2);
    expect(said).not.toMatch(/NaN|undefined|null|\{\{|ofAnotherRelease/);
    const without = rendered(
      <StagesPage status={statusOf()} view={stagesView(teaShop, monthEnds)} />,
      language,
    );
    expect(without).not.toContain('om-rule"');
  });
});
