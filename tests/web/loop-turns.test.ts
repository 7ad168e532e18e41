import { AsyncLocalStorage } from 'node:async_hooks';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { beginInTurn } from '../../app/web/admission/loop-turns.server';
import type { DoorKind } from '../../app/web/admission/senders.server';
import { eventually } from '../support/eventually';

interface Begun {
  what: string;
  /** of Node's loop */
  turn: number;
}

/** Counts the turns of the loop, and records the turn in which each request begins. */
function loop() {
  const begun: Begun[] = [];
  let turn = 0;
  let next = setImmediate(function count() {
    turn += 1;
    next = setImmediate(count);
  });
  onTestFinished(() => clearImmediate(next));
  const ask = (kind: DoorKind, sender: string, what: string): Socket => {
    const socket = new Socket();
    const response = new ServerResponse(new IncomingMessage(socket));
    response.assignSocket(socket);
    beginInTurn(kind, sender, { response, begin: () => void begun.push({ what, turn }) });
    return socket;
  };
  const all = async (of: number): Promise<Begun[]> => {
    await eventually(() => expect(begun).toHaveLength(of));
    return begun;
  };
  return { ask, all };
}

describe('requests that wait for their turn', () => {
  it('begin by sender and by kind: many of one delay no others', async () => {
    const { ask, all } = loop();
    for (const what of ['a1', 'a2', 'a3']) ask('page', 'a', what);
    ask('page', 'b', 'b1');
    for (const what of ['w1', 'w2']) ask('webhook', 'of a shop', what);
    const order = (await all(6)).map(({ what }) => what);
    expect(order[0]).toBe('w1');
    expect(order.filter((what) => /^[ab]/.test(what))).toEqual(['a1', 'b1', 'a2', 'a3']);
    expect(order.indexOf('w2')).toBeLessThan(order.indexOf('b1'));
  });

  it('leave turns of the loop between pages, each of which accepts a new connection', async () => {
    const { ask, all } = loop();
    for (const what of ['a1', 'a2', 'a3']) ask('page', 'a', what);
    const [first, second, third] = await all(3);
    expect((second?.turn ?? 0) - (first?.turn ?? 0)).toBeGreaterThan(10);
    expect((third?.turn ?? 0) - (second?.turn ?? 0)).toBeGreaterThan(10);
  });

  it('keep their own async context, whichever request started the turn', async () => {
    const own = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    for (const name of ['first', 'second']) {
      const socket = new Socket();
      const response = new ServerResponse(new IncomingMessage(socket));
      response.assignSocket(socket);
      own.run(name, () => {
        beginInTurn('webhook', name, { response, begin: () => void seen.push(own.getStore()) });
      });
    }
    await eventually(() => expect(seen).toEqual(['first', 'second']));
  });

  it('do not begin after the client has left', async () => {
    const { ask, all } = loop();
    ask('page', 'a', 'gone').destroy();
    ask('page', 'a', 'there');
    expect((await all(1)).map(({ what }) => what)).toEqual(['there']);
  });
});
