import type { ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { readable } from '../../app/metrics/readable';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import { HomePage } from '../../app/ui/home/home-page';
import { homeViewOf } from './home-view';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from './repeat-view';
import { StagesPage } from '../../app/ui/stages/stages-page';
import { stagesView } from '../../app/ui/stages/view';
import { npsShop } from './nps-shop';
import { rendered, words } from '../support/render';
import { statusOf } from './status';
import { ltvViewOf } from './ltv-view';

/** The fields of a row beside its numbers (app/metrics/read.server.ts). */
const ROW = { asOf: npsShop.asOf, currency: npsShop.currency, timezone: npsShop.timezone };
const BROKEN = /NaN|undefined|null|Infinity|\{\{|\[object|Invalid/;

type Json = Record<string, unknown>;
const copy = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Every path of the numbers, all rows of a list as one: `ltv`, `ltv.curve`, `ltv.curve.*.days`. */
function places(value: unknown, path: string[] = []): string[][] {
  if (Array.isArray(value)) return places(value[0], [...path, '*']);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => [
    [...path, key],
    ...places(part, [...path, key]),
  ]);
}

/** The same numbers without the value at a path, as stored by a release without it. */
function without(value: unknown, [key = '', ...rest]: string[]): void {
  if (key === '*') for (const one of Array.isArray(value) ? value : []) without(one, rest);
  else if (isObject(value) && rest.length === 0) Reflect.deleteProperty(value, key);
  else if (isObject(value)) without(value[key], rest);
}

interface Sent {
  text: string;
  page: () => ReactElement;
}

/** The numbers that each page's loader sends, and the page. */
function sentOf(stored: Json): Sent[] {
  const { snapshot, whole } = readable({ ...ROW, ...stored });
  const status = statusOf({ partial: !whole });
  const sent = <T,>(view: T, page: (view: T) => ReactElement): Sent => {
    const text = JSON.stringify(view);
    return { text, page: () => page(JSON.parse(text) as T) };
  };
  return [
    sent(homeViewOf(snapshot, snapshot), (view) => <HomePage status={status} view={view} />),
    sent(ltvViewOf(snapshot), (view) => <LtvPage status={status} view={view} />),
    sent(repeatViewOf(snapshot, 'without'), (view) => <RepeatPage status={status} view={view} />),
    sent(stagesView(snapshot, [snapshot]), (view) => <StagesPage status={status} view={view} />),
    sent(npsView(snapshot), (view) => (
      <NpsPage status={status} view={view} latest={{ answers: [], namesMissing: false }} />
    )),
  ];
}

const drawn = ({ page }: Sent) => words(rendered(page(), 'en'));

describe('numbers of another release', () => {
  it('are read unchanged if none is missing', () => {
    expect(readable(copy(npsShop))).toEqual({ snapshot: npsShop, whole: true });
  });

  it('show on every page, whatever is missing in them', () => {
    const broken: string[] = [];
    const whole = sentOf(copy(npsShop)).map(({ text }) => text);
    for (const place of places(npsShop).filter(({ length }) => length === 1)) {
      const older = copy(npsShop);
      without(older, place);
      try {
        // a page without further data is unchanged
        for (const sent of sentOf(older).filter(({ text }, at) => text !== whole[at])) {
          const found = BROKEN.exec(drawn(sent));
          if (found) broken.push(`${place.join('.')}: ${found[0]}`);
        }
      } catch (error) {
        broken.push(`${place.join('.')}: ${String(error)}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('are read without an exception, whatever is missing deep in them', () => {
    for (const place of places(npsShop)) {
      const older = copy(npsShop);
      without(older, place);
      expect(() => readable({ ...ROW, ...older })).not.toThrow();
    }
  });

  it('show as unknown and being counted again', () => {
    const older = copy(npsShop);
    without(older, ['customers']);
    const [home] = sentOf(older);
    expect(home && drawn(home)).toContain('being recalculated');
    expect(readable({ ...ROW, ...older }).snapshot.customers).toBeNaN();
  });

  it('of a later release are read without the fields that this one does not know', () => {
    const later = copy(npsShop);
    Object.assign(later, { churn: { next: 1 } });
    Object.assign(later.orders as Json, { excluded: { test: 4, gifted: 2 } });
    const { snapshot } = readable(later);
    expect(snapshot.orders.excluded).toEqual({ test: 4 });
    expect(snapshot).not.toHaveProperty('churn');
  });
});
