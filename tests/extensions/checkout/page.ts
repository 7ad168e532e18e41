import { join } from 'node:path';
import { getExtension } from '@shopify/ui-extensions-tester';
import { render } from 'preact';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { z } from 'zod';

const message = z.looseObject({ kind: z.enum(['ask', 'answer', 'dismissal']) });

/** One request of the extension to the app. */
interface Request {
  url: string;
  authorization: string | null;
  /** aborted: the extension has given it up */
  signal: AbortSignal | null | undefined;
  body: z.output<typeof message>;
}

type Answer = (request: Request) => Response | Promise<Response>;

const refused: Answer = () => new Response(null, { status: 500 });

const TARGETS = {
  thank_you: 'purchase.thank-you.block.render',
  order_status: 'customer-account.order-status.block.render',
} as const;

/** The confirmation number of the page's order. */
export const NUMBER = 'XPAV284CT';

/** The app's reply to an `ask`: whether and how to show the question. */
export const asked = (terms: object = {}): Response =>
  Response.json({
    ask: true,
    answered: null,
    wording: null,
    followUps: { share: true, improve: true, reason: true, voice: true },
    shareUrl: 'https://shop.example/friends',
    ...terms,
  });

/** The app's reply to a recorded answer, which can be changed for thirty minutes. */
export const recorded = (score: unknown): Response =>
  Response.json({
    recorded: true,
    score,
    changeableUntil: new Date(Date.now() + 30 * 60_000).toISOString(),
  });

/**
 * The extension on one of its pages, in Shopify's own tester: a strict stand-in for the `shopify` global,
 * `s-` elements that draw nothing, and a fake app of this file. Time moves only by `move`.
 */
export function surveyPage(source: keyof typeof TARGETS) {
  const extension = getExtension(TARGETS[source], {
    configSearchDir: join(import.meta.dirname, '../../../extensions/survey-checkout'),
  });
  const requests: Request[] = [];
  const answers = { ask: refused, answer: refused, dismissal: refused };

  /** Gives the page's order a confirmation number, or none. */
  function confirm(number: string | undefined): void {
    const { shopify } = extension;
    if ('orderConfirmation' in shopify) {
      const { value } = shopify.orderConfirmation;
      shopify.orderConfirmation.value = Object.assign({}, value, { number });
    } else {
      const { value } = shopify.order;
      shopify.order.value = value && Object.assign({}, value, { confirmationNumber: number });
    }
  }

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 22) });
    requests.length = 0;
    answers.ask = () => asked();
    answers.answer = ({ body }) => recorded(body['score']);
    answers.dismissal = () => Response.json({ dismissed: true });
    extension.setUp();
    // The stand-in is strict: a property has to exist before it is read.
    extension.shopify.extension = { ...extension.shopify.extension, editor: undefined };
    confirm(NUMBER);
    extension.fetch = async (input, init) => {
      const headers = new Headers(init?.headers);
      const body = message.parse(JSON.parse(String(init?.body)));
      const authorization = headers.get('authorization');
      const request = { url: String(input), authorization, signal: init?.signal, body };
      requests.push(request);
      return answers[body.kind](request);
    };
  });

  afterEach(() => {
    render(null, document.body);
    extension.tearDown();
    vi.useRealTimers();
  });

  return {
    extension,
    requests,
    confirm,
    /** the answers sent so far */
    sent: () => requests.map(({ body }) => body).filter(({ kind }) => kind === 'answer'),
    /** sets the app's reply to one kind of message */
    app(kind: 'ask' | 'answer' | 'dismissal', answer: Answer) {
      answers[kind] = answer;
    },
    /** opens the page, and waits for its first display */
    async open() {
      await extension.render();
      await settle();
    },
    /** leaves the page and opens it again, with its storage */
    async reload() {
      render(null, document.body);
      await this.open();
    },
  };
}

/** Lets pending work finish without moving the clock. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await vi.advanceTimersByTimeAsync(0);
}

/** Moves the time on. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}

/** The one element that matches. */
export function find(selector: string): Element {
  const found = document.body.querySelectorAll(selector);
  expect(found, selector).toHaveLength(1);
  return found[0] as Element;
}

/** Every visible text, with keys of the locale files in place of their texts. */
export const shown = (): string => document.body.textContent;

/** Enters a value in a field, as the host does: the property first, then the event. */
export async function say(
  selector: string,
  properties: object,
  event: 'change' | 'input' = 'change',
): Promise<void> {
  const field = Object.assign(find(selector), properties);
  field.dispatchEvent(new Event(event, { bubbles: true }));
  await settle();
}

/** The scale's eleven choices; none where the question is not shown. */
export const choices = (): Element[] => [...document.body.querySelectorAll<Element>('s-clickable')];

/** The question above the scale. */
export const question = (): string | null =>
  find('s-stack[accessibilityRole="section"]').getAttribute('accessibilityLabel');

/** The chosen score, which its label says for screen readers; undefined: none. */
export const chosen = (): string | undefined =>
  choices().find((choice) => choice.getAttribute('accessibilityLabel') === 'chosen')?.textContent;

/** Taps a score. */
export async function choose(score: number): Promise<void> {
  choices()[score]?.dispatchEvent(new Event('click', { bubbles: true }));
  await settle();
}

/** The button with a text, by its key in the locale files. */
export const named = (key: string): Element | undefined =>
  [...document.body.querySelectorAll<Element>('s-button')].find(
    (button) => button.textContent === key,
  );

/** Taps it. */
export async function tap(key: string): Promise<void> {
  const button = named(key);
  if (button === undefined) throw new Error(`there is no button ${key}`);
  button.dispatchEvent(new Event('click', { bubbles: true }));
  await settle();
}
