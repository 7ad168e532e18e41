import type { Condition, Who } from '../../../app/terms/people';

/** What the conditions are made of: values that many customers of the shop have. */
export interface Samples {
  asOf: string;
  firstProduct: string;
  boughtProduct: string;
  source: string | null;
  medianRevenue: number;
}

/** One condition on each kind of field: common ones, rare ones and slow ones. */
export function conditions(sample: Samples): Condition[] {
  const back = (days: number) => daysBefore(sample.asOf, days);
  return [
    { field: 'stage', is: ['loyal', 'fan'] },
    { field: 'stage', is: ['evangelist'] },
    { field: 'segment', is: ['firstTime'] },
    { field: 'state', is: ['atRisk'] },
    { field: 'rank', is: ['S', 'A'] },
    { field: 'decile', from: 9, to: 10 },
    { field: 'r', from: 4, to: 5 },
    { field: 'f', from: 5, to: 5 },
    { field: 'm', from: 2, to: 3 },
    { field: 'rfmGroup', is: ['none'] },
    { field: 'n', from: 3, to: null },
    { field: 'n', from: 40, to: null },
    { field: 'revenue', from: sample.medianRevenue, to: null },
    { field: 'margin', from: null, to: sample.medianRevenue },
    { field: 'margin', none: true },
    { field: 'first', from: back(365), to: back(335) },
    { field: 'second', from: back(200), to: null },
    { field: 'last', from: back(90), to: back(30) },
    { field: 'sinceFirst', from: 30, to: 400 },
    { field: 'sinceLast', from: null, to: 120 },
    { field: 'daysToSecond', from: 20, to: 60 },
    { field: 'boughtIn', from: back(60), to: back(30) },
    { field: 'plainBoughtIn', from: back(400), to: back(30) },
    { field: 'discountShare', from: 0.5, to: 1 },
    { field: 'subscription', is: ['running'] },
    { field: 'subscription', is: ['none'] },
    { field: 'expected', from: back(10), to: back(-20) },
    { field: 'firstProduct', is: [sample.firstProduct] },
    { field: 'secondProduct', is: ['none'] },
    { field: 'boughtProduct', is: [sample.boughtProduct] },
    { field: 'filterSource', is: [sample.source ?? 'unknown'] },
    { field: 'filterDiscount', is: ['yes'] },
    { field: 'score', from: 0, to: 6 },
    { field: 'score', none: true },
    { field: 'consent', is: ['email'] },
    { field: 'stateOn', day: back(30), is: ['active'] },
    { field: 'stateOn', day: back(365), is: ['lapsed'] },
    { not: true, field: 'boughtIn', from: back(400), to: back(200) },
  ];
}

/** Every two of them, each alone, and nobody left out. */
export function combinations(all: readonly Condition[]): Who[] {
  return [
    [],
    ...all.map((one) => [[one]]),
    ...all.flatMap((one, at) => all.slice(at + 1).map((other) => [[one, other]])),
  ];
}

const DAY_MS = 86_400_000;
const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
