import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../app/i18n/language';
import { sql } from '../app/store/db.server';
import { leftOutReason } from '../app/store/sql/counted-orders';
import { LEFT_OUT_REASONS } from '../app/terms/left-out-reasons';
import { REASON_EDITION, REASON_EDITIONS, REASONS } from '../app/terms/reasons';
import {
  FIRST_PROMOTER,
  HIGHEST_SCORE,
  LAST_DETRACTOR,
  LOWEST_SCORE,
  SCORES,
} from '../app/terms/scores';
import { SOURCES } from '../app/terms/sources';
import { VOICE_STATES } from '../app/terms/voice-states';
import * as checkout from '../extensions/survey-checkout/src/contract';
import { database } from './support/database';

const ROOT = resolve(import.meta.dirname, '..');
const db = await database();
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const quoted = (text: string) => [...text.matchAll(/'(\w+)'/g)].map(([, word]) => word);

/** The definition of a rule of the database. */
async function ruleOf(name: string): Promise<string> {
  const [rule] = await db.query(
    'select pg_get_constraintdef(oid) as text from pg_constraint where conname = $1',
    [name],
  );
  return String(rule?.text);
}

describe('what cannot import the terms has a copy of them', () => {
  it.each([
    ['survey_source', SOURCES],
    ['survey_reason', REASONS],
    ['survey_voice_state', VOICE_STATES],
    ['survey_language', LANGUAGES],
  ])('the domain %s', async (domain, terms) => {
    expect(quoted(await ruleOf(`${domain}_check`))).toEqual([...terms]);
  });

  it('the rules of the tables', async () => {
    for (const rule of ['survey_answers_score', 'survey_answer_changes_score'])
      expect((await ruleOf(rule)).match(/\d+/g)).toEqual([`${LOWEST_SCORE}`, `${HIGHEST_SCORE}`]);
    expect((await ruleOf('survey_answers_reason')).match(/\d+/g)).toEqual([`${LAST_DETRACTOR}`]);
  });

  it('the functions of the database', () => {
    const bounds = readdirSync(join(ROOT, 'prisma/functions'))
      .filter((file) => file.endsWith('.sql'))
      .flatMap((file) => [
        ...read(`prisma/functions/${file}`).matchAll(/\bscore_?\s*([<>]=?)\s*(\d+)/g),
      ])
      .map(([, than, bound]) => `${than} ${bound}`);
    expect(bounds.length).toBeGreaterThan(3);
    expect(new Set(bounds)).toEqual(new Set([`<= ${LAST_DETRACTOR}`]));
  });

  it('the definition of the orders that count', () => {
    const told = [...leftOutReason({ currency: 'JPY' }).text.matchAll(/(?:then|else) '(\w+)'/g)];
    expect(told.map(([, reason]) => reason)).toEqual([...LEFT_OUT_REASONS]);
    expect(sql`${1}`.text).toBe('$1');
  });

  it('the extension of the checkout', () => {
    expect(checkout.SCORES).toEqual([...SCORES]);
    expect(checkout.REASONS).toEqual(REASONS);
    expect(checkout.EDITION).toBe(REASON_EDITION);
    expect(checkout.LAST_DETRACTOR).toBe(LAST_DETRACTOR);
    expect(checkout.FIRST_PROMOTER).toBe(FIRST_PROMOTER);
  });

  it('the block of the theme', () => {
    const block = read('extensions/survey-theme-block/blocks/survey.liquid');
    const listOf = (name: string) => new RegExp(`assign ${name} = '([^']+)'`).exec(block)?.[1];
    expect(listOf('reasons')).toBe(REASONS.join(','));
    expect(listOf('scores')).toBe(SCORES.join(','));
    expect(/data-edition="(\d+)"/.exec(block)?.[1]).toBe(String(REASON_EDITION));
    const script = read('extensions/survey-theme-block/assets/survey.js');
    const [, high, middle] = /chosen > (\d+) \? 'high' : chosen > (\d+) \?/.exec(script) ?? [];
    expect([Number(high) + 1, Number(middle)]).toEqual([FIRST_PROMOTER, LAST_DETRACTOR]);
  });
});

it('the current edition of the reasons is the last one', () => {
  expect(REASON_EDITIONS.at(-1)).toBe(REASON_EDITION);
});

it('scores lie between the lowest and the highest', () => {
  expect([Math.min(...SCORES), Math.max(...SCORES), SCORES.length]).toEqual([
    LOWEST_SCORE,
    HIGHEST_SCORE,
    HIGHEST_SCORE - LOWEST_SCORE + 1,
  ]);
});
