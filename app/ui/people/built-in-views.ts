import { FIRST_PROMOTER, HIGHEST_SCORE, LAST_DETRACTOR, LOWEST_SCORE } from '../../terms/scores';
import type { SecondWindow } from './next-action';
import type { ViewTab } from './view';

/**
 * The lists that every shop has, in the order of their tabs.
 * @param window the days in which first-time buyers usually come back; without it that list is not offered
 */
export function builtInViews(window: SecondWindow): ViewTab[] {
  const views: ViewTab[] = [
    { key: 'everybody', name: null, who: [] },
    ...(window === null
      ? []
      : [
          {
            ...{ key: 'window', name: null },
            who: [
              [
                { field: 'n', from: 1, to: 1 },
                { field: 'sinceFirst', ...window },
              ],
            ],
          } as const,
        ]),
    {
      ...{ key: 'loyalAtRisk', name: null },
      who: [
        [
          { field: 'segment', is: ['loyal'] },
          { field: 'state', is: ['atRisk'] },
        ],
      ],
    },
    {
      ...{ key: 'unhappy', name: null },
      who: [
        [
          { field: 'score', from: LOWEST_SCORE, to: LAST_DETRACTOR },
          { field: 'handled', is: ['open'] },
        ],
      ],
    },
    {
      ...{ key: 'promoters', name: null },
      who: [[{ field: 'score', from: FIRST_PROMOTER, to: HIGHEST_SCORE }]],
    },
    { key: 'best', name: null, who: [[{ field: 'rank', is: ['S', 'A'] }]] },
  ];
  return views;
}
