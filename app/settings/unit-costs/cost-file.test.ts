import { describe, expect, it } from 'vitest';
import { costTemplate } from '../../ui/settings/unit-costs/template-file';
import { MOST_FILE_ROWS } from '../entered/file';
import { readCostFile, type KnownGoods } from './cost-file';
import { planCosts } from './cost-plan';

const goods: KnownGoods = {
  products: new Set(['71', '72']),
  variants: new Map([
    ['710', '71'],
    ['720', '72'],
    ['721', '72'],
  ]),
  only: new Set(['710']),
  skus: new Map([
    ['sen-100', ['710']],
    ['-5', ['720']],
    ['twice', ['720', '721']],
  ]),
};
const read = (text: string) => {
  const file = readCostFile(text, goods, 'JPY');
  if ('fault' in file) throw new Error(file.fault);
  return { ...file, costs: Object.fromEntries(file.costs), unread: [...file.unread] };
};

describe('a file of unit costs', () => {
  it('names goods by their id or SKU, with a cost and a day', () => {
    const { costs, ...rest } = read(
      [
        '商品名,SKU,ID,原価,適用開始日',
        '煎茶,,P71,500,',
        '煎茶 100g,ｓｅｎ-100,,"1,200円",2026/4/1',
        'gid,,gid://shopify/ProductVariant/720,５.５,',
        '空,,V721,,2026-01-01',
        `disarmed,'-5,,7,2026-05-01`,
      ].join('\r\n'),
    );
    expect(costs).toEqual({
      ...{ '71 0 always': 500, '71 0 2026-04-01': 1200, '72 720 always': 5.5 },
      '72 720 2026-05-01': 7,
    });
    expect(rest).toEqual({
      ...{ wrong: [], wrongLines: 0, unknown: [], unknownLines: 0 },
      unread: [],
    });
  });

  it('has its wrong lines named, and its other lines read', () => {
    const file = read(
      [
        'ID;SKU;Cost;From',
        'P71;;-5;',
        'P71;;5;31.04.2026',
        ';;5;',
        ';TWICE;5;',
        'P71;;5;',
        'P71;;6;',
        'P72;;$7;',
        'P72;"8',
      ].join('\n'),
    );
    expect(file.costs).toEqual({ '71 0 always': 5 });
    expect(file.wrong.map(({ line, fault, text }) => [line, fault, text])).toEqual([
      [2, 'negative', '-5'],
      [3, 'day', '31.04.2026'],
      [4, 'noGoods', ''],
      [5, 'severalSkus', 'TWICE'],
      [7, 'repeated', '6'],
      [8, 'currency', '$7'],
      [9, 'unclosed', ''],
    ]);
    expect(file.unread).toEqual(['71.0', '72.0']);
  });

  it('counts lines of goods that are not the shop’s', () => {
    const lines = [
      ...Array.from({ length: 30 }, (_, at) => `P9${at},,5`),
      'V999,,5',
      ',NONE,5',
      '=1+1,,5',
      'V71,,5',
    ];
    const file = read(['id,sku,cost', ...lines].join('\n'));
    expect([file.costs, file.wrongLines, file.unknownLines]).toEqual([{}, 0, 34]);
    expect(file.unknown).toHaveLength(20);
    expect(file.unknown[0]).toEqual({ line: 2, text: 'P90' });
  });

  it.each([
    ['empty', ''],
    ['headings', 'ID,SKU\nP71,,5'],
    ['headings', 'Product,Cost\nTea,5'],
    ['tooManyRows', `id,cost\n${'P71,\n'.repeat(MOST_FILE_ROWS + 1)}`],
  ])('is not read: %s', (fault, text) => {
    expect(readCostFile(text, goods, 'JPY')).toEqual({ fault });
  });

  it('is the template, whose texts are no formulas', () => {
    const row = { variant: null, sku: '-5', shopifyCost: 300, cost: 5.25, from: '2026-04-01' };
    for (const language of ['ja', 'en'] as const) {
      const text = costTemplate(
        [
          { ...row, title: '=cmd()', id: 'P71' },
          { ...row, title: 'tea', id: 'V720', cost: null, from: null },
        ],
        language,
      );
      expect(text).toContain(`"'=cmd()"`);
      expect(read(text).costs).toEqual({ '71 0 2026-04-01': 5.25 });
    }
  });
});

describe('a plan', () => {
  const known = new Map([
    ['71 0 always', 500],
    ['72 0 always', 7],
    ['72 720 always', 8],
  ]);
  const costs = new Map([
    ['71 0 always', 500],
    ['72 0 always', 9],
    ['72 721 always', 1],
  ]);

  it('adds and changes, and keeps what the file does not have', () => {
    expect(planCosts({ costs, unread: new Set() }, known, false)).toEqual({
      ...{ costs: { '72 0 always': 9, '72 721 always': 1 } },
      ...{ added: 1, changed: 1, same: 1, removed: 0 },
    });
  });

  it('removes what the file does not have where it replaces', () => {
    expect(planCosts({ costs, unread: new Set(['72.0']) }, known, true)).toEqual({
      costs: { '72 0 always': 9, '72 721 always': 1, '72 720 always': null },
      ...{ added: 1, changed: 1, same: 1, removed: 1 },
    });
    // a line with a wrong cost has the goods all the same
    expect(planCosts({ costs, unread: new Set(['72.720']) }, known, true)).toMatchObject({
      ...{ costs: { '72 0 always': 9, '72 721 always': 1 }, removed: 0 },
    });
  });
});
