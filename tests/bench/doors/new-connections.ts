import { fork } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { projectFolder } from '../../support/processes/ensure-built';
import type { Command } from '../../commands/command';
import { percentile, type NextRequest } from '../support/door-load';
import type { Reconnects } from './doors-figures';

const said = z.record(z.string(), z.number());

const PACE_MS = 200;
const DELIVERIES = 50;
const GIVEN_UP_MS = 15_000;
/** Time until the clients' connections have filled the server's queue. */
const BEGINNING_MS = 3_000;

/**
 * Sends five deliveries a second, each on a new connection, while clients in another process reconnect
 * without end.
 * @param kind the clients' request: to a buyer's door with one token, or for the app's health
 */
export async function underReconnects(
  command: Command,
  url: string,
  clients: number,
  kind: Reconnects['kind'],
  next: NextRequest,
): Promise<Reconnects> {
  const flood = fork(
    join(projectFolder, 'tests/bench/doors/reconnecting.ts'),
    [url, String(clients), kind],
    { execArgv: ['--import', 'tsx'], cwd: projectFolder },
  );
  command.atEnd(() => void flood.kill());
  let answers: Record<string, number> = {};
  flood.on('message', (message) => (answers = said.parse(message)));
  await wait(BEGINNING_MS);
  const [before, from] = [answers, performance.now()];
  const pending: Promise<number | null>[] = [];
  for (let sent = 0; sent < DELIVERIES; sent += 1) {
    pending.push(delivered(url, next()));
    await wait(PACE_MS);
  }
  const took = await Promise.all(pending);
  const seconds = (performance.now() - from) / 1_000;
  const since = (status: string): number => (answers[status] ?? 0) - (before[status] ?? 0);
  const all = Object.keys(answers).reduce((sum, status) => sum + since(status), 0);
  flood.disconnect();
  const sorted = took.map((ms) => ms ?? GIVEN_UP_MS).sort((one, other) => one - other);
  return {
    clients,
    kind,
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    unanswered: took.filter((ms) => ms === null).length,
    answersPerSecond: all / seconds,
    refused: since('503'),
  };
}

/** Milliseconds until a request on a new connection gets a 200; null without one. */
async function delivered(url: string, request: Buffer): Promise<number | null> {
  const { hostname, port } = new URL(url);
  const from = performance.now();
  return await new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const timer = setTimeout(() => socket.destroy(), GIVEN_UP_MS);
    socket.once('connect', () => socket.write(request));
    socket.once('data', (piece: Buffer) => {
      resolve(
        piece.toString('latin1').startsWith('HTTP/1.1 200') ? performance.now() - from : null,
      );
      socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(null);
    });
  });
}
