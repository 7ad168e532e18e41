import { describe, expect, it } from 'vitest';
import { NEWEST } from '../frame/view-address';
import type { Who } from '../../terms/people';
import { peopleLink } from './who';
import { readWho, writeWho } from '../../who-address';

const KEPT: [string, Who][] = [
  ['', []],
  [
    'v1 stage.loyal_fan n.3.. or not.state.lapsed',
    [
      [
        { field: 'stage', is: ['loyal', 'fan'] },
        { field: 'n', from: 3, to: null },
      ],
      [{ field: 'state', is: ['lapsed'], not: true }],
    ],
  ],
  ['v1 n.1', [[{ field: 'n', from: 1, to: 1 }]]],
  ['v1 revenue...18000', []],
  ['v1 score.none', [[{ field: 'score', none: true }]]],
  ['v1 first.2026-03-01..2026-03-31', [[{ field: 'first', from: '2026-03-01', to: '2026-03-31' }]]],
  [
    'v1 stageOn.2026-11-01.loyal_none',
    [[{ field: 'stageOn', day: '2026-11-01', is: ['loyal', 'none'] }]],
  ],
  [
    'v1 filterSource.utm*3Asummer*5fsale*2enow',
    [[{ field: 'filterSource', is: ['utm:summer_sale.now'] }]],
  ],
  ['v1 rfmGroup.AT*5fRISK', [[{ field: 'rfmGroup', is: ['AT_RISK'] }]]],
];

describe('the words of an address', () => {
  it.each(KEPT.filter(([text]) => text !== 'v1 revenue...18000'))(
    'say %j for years',
    (text, who) => {
      expect(readWho(text)).toEqual(who);
      expect(writeWho(who)).toBe(text);
    },
  );

  it('write an open lower end so that it can be read', () => {
    const who: Who = [[{ field: 'revenue', from: null, to: 18_000.5 }]];
    expect(writeWho(who)).toBe('v1 revenue...18000.5');
    expect(readWho(writeWho(who))).toEqual(who);
  });

  it.each([
    'stage.loyal',
    'v2 stage.loyal',
    'v1',
    'v1 or',
    'v1 stage.loyal or',
    'v1 shoe.loyal',
    'v1 toString.x',
    'v1 stage.',
    'v1 n.x',
    'v1 n...',
    'v1 n.1....2',
    'v1 first.2026-02-30',
    'v1 not.not.n.1',
    'v1 firstProduct.1;drop',
    'v1 filterSource.*zz',
    'v1 filterSource.*00',
    'v1 stageOn.2026-13-01.loyal',
    `v1 ${'n.1 '.repeat(13)}`,
    `v1 n.1${' or n.1'.repeat(6)}`,
    `v1 stage.${'loyal_'.repeat(60)}fan`,
    `v1 ${'n.1 '.repeat(1_000)}`,
  ])('are refused whole where a part is unknown: %j', (text) => {
    expect(readWho(text)).toBeNull();
  });

  it('stay readable in a link, and take the page with them', () => {
    expect(
      peopleLink([[{ field: 'stage', is: ['loyal'] }], [{ field: 'n', from: 2, to: 4 }]], {
        ...NEWEST,
        asOf: '2026-11-01',
        filter: { discount: true },
      }),
    ).toBe(
      '/app/customers?who=v1+stage.loyal+filterDiscount.yes+or+n.2..4+filterDiscount.yes&asOf=2026-11-01',
    );
    expect(peopleLink([], NEWEST)).toBe('/app/customers');
  });
});
