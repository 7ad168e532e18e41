import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createHealthHandler } from '../../app/web/doors/health.server';
import { eventually } from '../support/eventually';

it('queries the database once for requests at the same time, and again for later ones', async () => {
  const asked: PromiseWithResolvers<Response>[] = [];
  const loader = async (): Promise<Response> => {
    const answer = Promise.withResolvers<Response>();
    asked.push(answer);
    return await answer.promise;
  };
  const module = { default: undefined, loader };
  const door = createHealthHandler({
    routes: { health: { id: 'health', path: 'health/:question', module } },
  });
  const ask = (): ServerResponse => {
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    door('/health/ready', response);
    return response;
  };
  const answersOf = async (all: ServerResponse[]): Promise<number[]> => {
    await eventually(() => expect(all.every(({ headersSent }) => headersSent)).toBe(true));
    return [...new Set(all.map(({ statusCode }) => statusCode))];
  };
  const many = (): ServerResponse[] => Array.from({ length: 100 }, ask);
  const first = many();
  expect(asked).toHaveLength(1);
  asked[0]?.resolve(new Response('the database cannot be reached\n', { status: 503 }));
  expect(await answersOf(first)).toEqual([503]);
  const now = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
  onTestFinished(() => now.mockRestore());
  const later = many();
  expect(asked).toHaveLength(2);
  asked[1]?.resolve(new Response('ready\n'));
  expect(await answersOf(later)).toEqual([200]);
});
