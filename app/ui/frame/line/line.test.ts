import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followLine, patientFetch, readLine, sendAgain, untilThere } from './line';
import { scriptsOf } from './patient-router';

const DATA = 'https://omega.example/app/ltv?_data=routes%2Fadmin%2Fltv%2Froute';
const lost = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'));
const page = () => Promise.resolve(new Response('{}'));
const browser = new EventTarget();

beforeEach(() => {
  vi.stubGlobal('location', new URL('https://omega.example/app'));
  vi.stubGlobal('addEventListener', browser.addEventListener.bind(browser));
  vi.stubGlobal('removeEventListener', browser.removeEventListener.bind(browser));
});
afterEach(() => {
  expect(readLine().lost).toBeNull();
  vi.unstubAllGlobals();
});

const stateIs = (lostThere: 'load' | 'save' | null) =>
  vi.waitFor(() => expect(readLine().lost).toBe(lostThere));

describe('the data of a page', () => {
  it.each([
    ['that gets no answer', lost],
    ['that a proxy answers for the app', () => Promise.resolve(new Response('', { status: 502 }))],
    ['whose session token does not come', () => Promise.reject(new Error('no token'))],
  ])('%s waits, and is sent again at a press', async (_, fails) => {
    const native = vi.fn(fails);
    const answer = patientFetch(native)(DATA);
    await stateIs('load');
    sendAgain();
    await vi.waitFor(() => expect(native).toHaveBeenCalledTimes(2));
    await stateIs('load');
    native.mockImplementation(page);
    sendAgain();
    expect((await answer).status).toBe(200);
  });

  it('is sent again when the browser is online', async () => {
    const native = vi.fn(lost);
    const answer = patientFetch(native)(DATA);
    await stateIs('load');
    native.mockImplementation(page);
    browser.dispatchEvent(new Event('online'));
    expect((await answer).status).toBe(200);
  });

  it('has failed where no answer comes at all', async () => {
    vi.useFakeTimers();
    const native = vi.fn((): Promise<Response> => new Promise(() => {}));
    const answer = patientFetch(native)(DATA);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(readLine().lost).toBe('load');
    native.mockImplementation(page);
    vi.useRealTimers();
    sendAgain();
    expect((await answer).ok).toBe(true);
  });

  it('waits no more when another page is asked for', async () => {
    const leaving = new AbortController();
    const answer = patientFetch(vi.fn(lost))(DATA, { signal: leaving.signal });
    const ended = expect(answer).rejects.toThrow('another');
    await stateIs('load');
    leaving.abort(new Error('another'));
    await ended;
  });

  it('keeps an answer that refuses it', async () => {
    const refused = vi.fn(() => Promise.resolve(new Response('', { status: 404 })));
    expect((await patientFetch(refused)(DATA)).status).toBe(404);
  });
});

describe('a form', () => {
  it('that does not get through is sent again by its merchant alone, with the same values', async () => {
    const bodies: string[] = [];
    const native = vi.fn(async (input: RequestInfo | URL, init?: RequestInit) => {
      bodies.push(await new Request(input, init).text());
      return bodies.length === 1 ? await lost() : new Response('{}');
    });
    const before = readLine().failedSaves;
    const heard = vi.fn();
    const leave = followLine(heard);
    const body = new URLSearchParams({ question: 'お友達に勧めますか？' });
    const answer = patientFetch(native)(DATA, { method: 'POST', body });
    await stateIs('save');
    expect(readLine().failedSaves).toBe(before + 1);
    expect(heard).toHaveBeenCalled();
    browser.dispatchEvent(new Event('online'));
    await Promise.resolve();
    expect(native).toHaveBeenCalledTimes(1);
    sendAgain();
    expect((await answer).status).toBe(200);
    expect(bodies).toEqual([body.toString(), body.toString()]);
    leave();
  });
});

it('what is no page is sent as it is', async () => {
  const native = vi.fn(lost);
  await expect(patientFetch(native)('https://omega.example/app/live')).rejects.toThrow();
  expect(native).toHaveBeenCalledTimes(1);
});

describe('the scripts of a page', () => {
  const manifest = {
    root: { module: '/root.js', imports: ['/a.js'] },
    ltv: { module: '/ltv.js', imports: ['/a.js', '/b.js'] },
    plain: { module: '/plain.js' },
  };

  it('are those that the document does not have, each once', () => {
    const of = (ids: string[], loaded: object) => scriptsOf(ids, { manifest, loaded });
    expect(of(['root', 'ltv', 'plain'], { root: {} })).toEqual([
      ...['/ltv.js', '/a.js', '/b.js', '/plain.js'],
    ]);
    expect(of(['root', 'ltv'], { root: {}, ltv: {} })).toEqual([]);
    expect(of(['unknown'], {})).toEqual([]);
  });

  it('are waited for, and no longer where another page is asked for', async () => {
    const native = vi.fn(lost);
    vi.stubGlobal('fetch', native);
    const leaving = new AbortController();
    const gone = untilThere(['/ltv.js'], leaving.signal);
    await stateIs('load');
    leaving.abort();
    expect(await gone).toBe(false);
    const there = untilThere(['/ltv.js', '/a.js'], new AbortController().signal);
    await stateIs('load');
    native.mockImplementation(page);
    sendAgain();
    expect(await there).toBe(true);
  });
});
