import { describe, expect, it } from 'vitest';
import { readable } from '../../app/metrics/readable';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import { HomePage } from '../../app/ui/home/home-page';
import { homeView } from '../../app/ui/home/view';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { ltvView } from '../../app/ui/ltv/view';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatView } from '../../app/ui/repeat/view';
import { StagesPage } from '../../app/ui/stages/stages-page';
import { stagesView } from '../../app/ui/stages/view';
import { npsShop } from './nps-shop';
import { rendered, words } from './render';
import { statusOf } from './status';

/** What a row says of itself beside its numbers (app/metrics/read.server.ts). */
const ROW = { asOf: npsShop.asOf, currency: npsShop.currency, timezone: npsShop.timezone };
const BROKEN = /NaN|undefined|null|Infinity|\{\{|\[object|Invalid/;

type Json = Record<string, unknown>;
const copy = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Every place of the numbers, each list by its rows at once: `ltv`, `ltv.curve`, `ltv.curve.*.days`. */
function places(value: unknown, path: string[] = []): string[][] {
  if (Array.isArray(value)) return places(value[0], [...path, '*']);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => [
    [...path, key],
    ...places(part, [...path, key]),
  ]);
}

/** The same numbers without what stands at a place, as a release that did not count it kept them. */
function without(value: unknown, [key = '', ...rest]: string[]): void {
  if (key === '*') for (const one of Array.isArray(value) ? value : []) without(one, rest);
  else if (isObject(value) && rest.length === 0) delete value[key];
  else if (isObject(value)) without(value[key], rest);
}

/** All pages of numbers, with what their loaders send. */
function pages(stored: Json): string {
  const { snapshot, whole } = readable({ ...ROW, ...stored });
  const status = statusOf({ partial: !whole });
  const sent = <T,>(view: T): T => JSON.parse(JSON.stringify(view)) as T;
  return [
    <HomePage status={status} view={sent(homeView(snapshot, snapshot))} />,
    <LtvPage status={status} view={sent(ltvView(snapshot))} />,
    <RepeatPage status={status} view={sent(repeatView(snapshot, 'without'))} />,
    <StagesPage status={status} view={sent(stagesView(snapshot, [snapshot]))} />,
    <NpsPage
      status={status}
      view={sent(npsView(snapshot))}
      latest={{ answers: [], namesMissing: false }}
    />,
  ]
    .map((page) => words(rendered(page, 'en')))
    .join('\n');
}

/** What the loaders send, as far as it could break a page: words for numbers. */
function views(stored: Json): string {
  const { snapshot } = readable({ ...ROW, ...stored });
  const sent = JSON.stringify([
    homeView(snapshot, snapshot),
    ltvView(snapshot),
    repeatView(snapshot, 'without'),
    stagesView(snapshot, [snapshot]),
    npsView(snapshot),
  ]);
  return sent.replaceAll('null', '');
}

describe('numbers that another release kept', () => {
  it('are read as they are where nothing is missing', () => {
    expect(readable(copy(npsShop))).toEqual({ snapshot: npsShop, whole: true });
  });

  it('stand on every page whatever is missing in them', () => {
    const broken: string[] = [];
    for (const place of places(npsShop)) {
      const older = copy(npsShop);
      without(older, place);
      try {
        // a page is drawn for each part of the numbers; what is missing inside one is null in its view
        const found = BROKEN.exec(place.length === 1 ? pages(older) : views(older));
        if (found) broken.push(`${place.join('.')}: ${found[0]}`);
      } catch (error) {
        broken.push(`${place.join('.')}: ${String(error)}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('say that they are being counted anew, and – for what is not known', () => {
    const older = copy(npsShop);
    without(older, ['customers']);
    expect(pages(older)).toContain('being counted anew');
    expect(readable({ ...ROW, ...older }).snapshot.customers).toBeNaN();
    expect(pages(copy(npsShop))).not.toContain('being counted anew');
  });

  it('of a later release are read without what this one does not know', () => {
    const later = copy(npsShop);
    Object.assign(later, { churn: { next: 1 } });
    Object.assign(later.orders as Json, { excluded: { test: 4, gifted: 2 } });
    const { snapshot } = readable(later);
    expect(snapshot.orders.excluded).toEqual({ test: 4 });
    expect(snapshot).not.toHaveProperty('churn');
  });
});
