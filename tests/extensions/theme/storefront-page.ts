import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM, VirtualConsole } from 'jsdom';
import { vi } from 'vitest';
import { z } from 'zod';
import { type Message, messageSchema } from '../../../app/survey/message/contract';
import { THEME_BLOCK } from '../../../extensions/theme-block';
import { rendered, type Rendering } from '../../support/doors/rendered-block';

const SCRIPT = readFileSync(join(THEME_BLOCK, 'assets/survey.js'), 'utf8');

/** The app's reply to a message; an error: the network has failed. */
export type Door = (message: Message) => { status?: number; body: unknown } | Error;

export interface PageOptions {
  blocks?: Rendering[];
  door?: Door;
  /** of a returning browser */
  visitor?: string;
  /** the browser has no storage */
  privately?: boolean;
}

export const MINUTE = 60_000;
export const recordedUntil = (score: number, milliseconds = 30 * MINUTE) => ({
  score,
  changeableUntil: new Date(Date.now() + milliseconds).toISOString(),
});

/** An app that asks every visitor and records every answer. */
export const willing: Door = (message) =>
  message.kind === 'answer'
    ? { body: { recorded: true, ...recordedUntil(message.score) } }
    : { body: { ask: true, answered: null } };

/** A storefront's page in a browser, with the block's own script and a fake door. */
export function storefrontPage(options: PageOptions = {}) {
  const { blocks = [{}], door = willing, visitor, privately = false } = options;
  const noise: string[] = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on('jsdomError', (error) => noise.push(error.message));
  const { window } = new JSDOM(`<body>${blocks.map(rendered).join('')}</body>`, {
    url: 'https://tea.example/',
    runScripts: 'outside-only',
    virtualConsole,
  });
  const sent: { url: string; message: Message }[] = [];
  const seen: (() => void)[] = [];
  const fetch = async (url: string, init: { body: string; method: string }) => {
    // every message has to meet the contract of the door
    const message = messageSchema.parse(JSON.parse(init.body));
    sent.push({ url: `${init.method} ${url}`, message });
    await Promise.resolve();
    const reply = door(message);
    if (reply instanceof Error) throw reply;
    const { status = 200, body } = reply;
    return { ok: status < 300, json: () => Promise.resolve(body) };
  };
  class Sight {
    constructor(private call: (entries: { isIntersecting: boolean }[]) => void) {}
    observe() {
      seen.push(() => {
        this.call([{ isIntersecting: true }]);
      });
      this.call([{ isIntersecting: false }]);
    }
    disconnect() {
      this.call = () => undefined;
    }
  }
  Object.assign(window, { fetch, IntersectionObserver: Sight, AbortSignal });
  if (visitor !== undefined) window.localStorage.setItem('omega-survey-visitor', visitor);
  if (privately)
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new Error('denied');
      },
    });
  window.eval(SCRIPT);

  const elements = [...window.document.querySelectorAll<HTMLElement>('omega-survey')];
  const within = <T extends HTMLElement>(selector: string, place = 0): T => {
    const found = elements[place]?.querySelector<T>(selector);
    if (!found) throw new Error(`no ${selector} in block ${place}`);
    return found;
  };
  return {
    window,
    noise,
    sent,
    elements,
    answers: () => sent.map(({ message }) => message).filter(({ kind }) => kind === 'answer'),
    /** the page is scrolled to its blocks */
    scroll: () => {
      for (const one of seen) one();
    },
    load: () => {
      window.eval(SCRIPT);
    },
    within,
    says: (place = 0) => within('[role=status]', place).textContent.trim(),
    choose: (score: number, place = 0) => {
      within(`[name=score][value="${score}"]`, place).click();
    },
    fill: (selector: string, text: string) => {
      within<HTMLTextAreaElement>(selector).value = text;
    },
    send: (place = 0) => {
      within('button', place).click();
    },
    /** waits for a text of the block */
    hears: (words: string | RegExp, place = 0) =>
      vi.waitFor(() => {
        const text = within('[role=status]', place).textContent;
        if (typeof words === 'string' ? !text.includes(words) : !words.test(text))
          throw new Error(`it says: ${text}`);
      }),
  };
}

/** The fields of an answer. */
export const answerOf = (message: Message | undefined) =>
  z.looseObject({ kind: z.literal('answer'), key: z.string(), visitor: z.string() }).parse(message);
