import { describe, expect, it } from 'vitest';
import { messageSchema } from '../../../../app/survey/message/contract';
import type { AskableOrder } from './orders';
import { answersPlan, type Saying } from './plan';

const DAY = 86_400_000;
const until = new Date('2026-04-01T00:00:00Z');

/** 500 customers who buy every 40 days for two years, one after the other through the day. */
const orders: AskableOrder[] = Array.from({ length: 9_000 }, (_, index) => ({
  id: 1_000 + index,
  number: index % 10 === 0 ? null : `NUMBER${String(index)}`,
  customerId: index % 500,
  at: until.getTime() - 720 * DAY + Math.floor(index / 500) * 40 * DAY + (index % 500) * 60_000,
  product: '煎茶',
  language: 'ja',
}));
const plan = answersPlan(orders, until);
const said = plan.flat();
const ofKind = (kind: Saying['message']['kind']) =>
  said.filter(({ message }) => message.kind === kind);

describe('the plan of the demo shop’s answers', () => {
  it('is the same for the same orders, and later orders do not change it', () => {
    const more = [...orders, { ...orders[0], id: 99_999, at: until.getTime() - 1 } as AskableOrder];
    const again = answersPlan(more, until).flat();
    expect(again.filter(({ message }) => message.order !== '99999')).toEqual(said);
  });

  it('is valid at both doors', () => {
    for (const { message } of said) expect(messageSchema.safeParse(message).success).toBe(true);
  });

  it('covers 18 months, and has no message later than now', () => {
    expect(Math.min(...said.map(({ at }) => at))).toBeGreaterThan(until.getTime() - 548 * DAY);
    expect(Math.max(...said.map(({ at }) => at))).toBeLessThan(until.getTime());
  });

  it('asks a customer once in 90 days, except a few who come back', () => {
    const customerOf = new Map(orders.map(({ id, customerId }) => [String(id), customerId]));
    const last = new Map<number | null | undefined, number>();
    for (const { message, at } of ofKind('answer')) {
      if (typeof message.order !== 'string') continue;
      const who = customerOf.get(message.order);
      const before = last.get(who);
      if (before !== undefined && at - before > DAY) expect(at - before).toBeGreaterThan(85 * DAY);
      last.set(who, at);
    }
    expect(last.size).toBeGreaterThan(200);
  });

  it('proves each order that Shopify’s pages name, and uses a link for orders without a number', () => {
    const numbers = new Map(orders.map(({ id, number }) => [String(id), number]));
    const sources = new Map<string, Set<unknown>>();
    for (const { message } of said) {
      const { source, order, number } = message;
      if (typeof order !== 'string') continue;
      const own = numbers.get(order);
      if (source !== 'link') expect(number).toBe(own);
      expect(source === 'link' || own !== null).toBe(true);
      sources.set(source, (sources.get(source) ?? new Set()).add(own === null));
    }
    expect([...sources.keys()].sort()).toEqual(['link', 'order_status', 'thank_you']);
    expect(sources.get('link')).toEqual(new Set([true, false]));
  });

  it('has every score, a reason only where the survey asks, and consents only with a comment', () => {
    const scores = new Set<number>();
    for (const { message } of said) {
      if (message.kind !== 'answer') continue;
      scores.add(message.score);
      if (message.reason) expect(message.score).toBeLessThanOrEqual(6);
      if (message.voice) expect(message.comment).toMatch(/\S/);
    }
    expect(scores.size).toBe(11);
  });

  it('asks as today’s pages do in the last eight months: on the thank-you page for a comment alone', () => {
    const renewed = until.getTime() - 240 * DAY;
    const seen = new Set<string>();
    for (const { message, at } of said) {
      if (message.kind !== 'answer') continue;
      const { source, reason, edition = 1, voice } = message;
      // an answer comes within minutes of its page
      if (Math.abs(at - renewed) < DAY) continue;
      if (at > renewed && source === 'thank_you')
        expect([reason, voice]).toEqual([undefined, undefined]);
      if (reason) expect(edition).toBe(at > renewed ? 2 : 1);
      if (reason) seen.add(`${source} ${String(edition)}`);
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(['thank_you 1', 'order_status 1', 'order_status 2', 'link 2']),
    );
  });
});
