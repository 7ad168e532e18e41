import type { ProcessFigures } from '../commands/processes/process-figures';
import { Random } from '../sandbox/worlds/distributions';
import { buyerRequest } from './buyers';
import { deliveryRequest } from './deliveries';
import type { Ground } from './ground';
import { bytesOf, type Input } from './input';
import { leaksIn } from '../support/doors/leaks';
import { longRequest } from './long-requests';
import { pageRequest, type Grounds } from './requests';
import { send, type Answer } from './send';
import { wrongTokenRequest } from './wrong-tokens';

export interface Fuzzed {
  inputs: number;
  /** replies of 500 and above */
  serverErrors: number;
  /** replies that admit a request that must be refused */
  admitted: number;
  /** milliseconds of the slowest reply; the second try counts when the first took long */
  slowest: number;
  /** secrets found in replies and logs */
  leaks: number;
  /** memory after the last tenth over memory after the first */
  memoryRatio: number;
}

/** Requests under way at once. */
const AT_ONCE = 4;
/** A slower request is sent again alone: a hang repeats, a busy machine's delay does not. */
const LONG_MS = 700;
/** Findings of a kind that are printed; the rest are only counted. */
const SAID = 12;

/** The request with this number, made from the seed and the number alone. */
export function inputOf(seed: string, number: number, grounds: Grounds): Input {
  const random = new Random(`${seed}/${String(number)}`);
  const draw = random.next();
  if (draw < 0.28) return deliveryRequest(random, grounds);
  if (draw < 0.43) return buyerRequest(random, grounds);
  if (draw < 0.48) return longRequest(random, grounds);
  return draw < 0.53 ? wrongTokenRequest(random, grounds) : pageRequest(random, grounds);
}

/** Sends all inputs and checks the replies, the logs and the memory. */
export async function fuzzed(
  ground: Ground,
  { inputs, seed }: { inputs: number; seed: string },
  say: (line: string) => void,
  done: (inputs: number) => void,
): Promise<Fuzzed> {
  const found: Fuzzed = {
    ...{ inputs: 0, serverErrors: 0, admitted: 0, slowest: 0, leaks: 0, memoryRatio: 1 },
  };
  const said = new Map<string, number>();
  const tell = (kind: string, line: string): void => {
    const times = (said.get(kind) ?? 0) + 1;
    said.set(kind, times);
    if (times <= SAID) say(line);
  };
  const slow: number[] = [];
  const one = async (number: number): Promise<void> => {
    const input = inputOf(seed, number, ground.grounds);
    const answer = await send(ground.port, input);
    const where = `#${String(number)} ${input.method} ${input.target.slice(0, 120)} (${input.about})`;
    if ((answer.status ?? 0) >= 500) {
      found.serverErrors += 1;
      tell('error', `${String(answer.status)} ${where}`);
    }
    // a connection closed without a reply admits nothing
    if (input.refused === true && answer.status !== null && !/^4/.test(String(answer.status))) {
      found.admitted += 1;
      tell('admitted', `admitted with ${String(answer.status)}: ${where}`);
    }
    for (const what of leaksOf(ground, input, answer)) {
      found.leaks += 1;
      tell('leak', `reply contains ${what}: ${where}`);
    }
    if (answer.milliseconds > LONG_MS) slow.push(number);
    else found.slowest = Math.max(found.slowest, Math.round(answer.milliseconds));
    found.inputs += 1;
    if (found.inputs % 500 === 0) done(found.inputs);
  };

  const memory: ProcessFigures[] = [];
  for (let tenth = 0; tenth < 10; tenth += 1) {
    await inTurns(Math.floor((inputs * tenth) / 10), Math.floor((inputs * (tenth + 1)) / 10), one);
    memory.push(await ground.memory());
  }
  const [first, last] = [memory[0]?.heldBytes ?? 1, memory.at(-1)?.heldBytes ?? 0];
  found.memoryRatio = Number((last / first).toFixed(4));
  const megabytes = (of: 'heldBytes' | 'rssBytes'): string =>
    memory.map((figures) => (figures[of] / 1e6).toFixed(0)).join(' ');
  say(`MB held after each tenth: ${megabytes('heldBytes')} (resident: ${megabytes('rssBytes')})`);

  for (const number of slow) {
    const { milliseconds } = await send(ground.port, inputOf(seed, number, ground.grounds));
    found.slowest = Math.max(found.slowest, Math.round(milliseconds));
    tell('slow', `#${String(number)} took long, and ${milliseconds.toFixed(0)} ms when alone`);
  }
  for (const what of leaksIn(ground.app.said(), ground.secretsFrom(null).slice(0, 2))) {
    if (/trace|path/.test(what)) continue;
    found.leaks += 1;
    tell('leak', `the logs contain ${what}`);
  }
  return found;
}

function leaksOf(ground: Ground, input: Input, answer: Answer): string[] {
  const asked = `${bytesOf(input).toString('latin1')}\n${decoded(input.target)}`;
  const text = Buffer.from(answer.text, 'latin1').toString();
  return leaksIn(text, ground.secretsFrom(input.signedIn), asked);
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target.replaceAll('+', ' '));
  } catch {
    return target;
  }
}

async function inTurns(
  from: number,
  to: number,
  one: (number: number) => Promise<void>,
): Promise<void> {
  let next = from;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < to) {
        next += 1;
        await one(next - 1);
      }
    }),
  );
}
