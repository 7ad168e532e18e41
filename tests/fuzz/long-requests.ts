import type { Random } from '../sandbox/worlds/distributions';
import type { Input } from './input';
import { headerValue, type Grounds } from './requests';
import { nastyText } from './strings';

/** Node itself refuses a request line and headers of more than 16 KB. */
const LONGEST = 14_000;
const SLASHES = ['/', '\\', '%2f', '%5C', '//', '/%2F'];

/** Kinds of overlong addresses, which no door reads. */
const ADDRESSES: ((random: Random, door: string) => string)[] = [
  (random, door) => {
    const segment = `${random.pick(SLASHES)}${random.pick(['a', '', '%61', '.', '..;', 'あ'])}`;
    return `${door}${encodeURI(segment.repeat(random.whole(21, LONGEST / 12)))}`;
  },
  (random, door) => `${door}/${long(random, 1_025)}`,
  (random, door) =>
    `${door}?${random.pick(['x', 'shop', 'host', 'id_token'])}=${long(random, 8_192)}`,
  (random, door) => `${door}?${'index=a&'.repeat(random.whole(100, LONGEST / 8))}`,
  (random, door) => `${door}?${'&'.repeat(random.whole(100, LONGEST))}`,
];

const LISTS = [
  ...['accept', 'accept-language', 'accept-encoding', 'range', 'if-none-match', 'user-agent'],
  ...['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-anything', 'origin'],
];

/** Kinds of overlong headers: too many, or one too long. */
const HEADS: ((random: Random) => Input['headers'])[] = [
  (random) =>
    Array.from({ length: random.whole(100, LONGEST / 10) }, (_, at) => [`x${String(at)}`, 'a']),
  (random) => Array.from({ length: random.whole(101, 900) }, () => ['cookie', 'a=b']),
  (random) => [[random.pick(LISTS), long(random, 2_049, ',')]],
];

/** A request to any door that is slow to parse and must be refused before it is parsed. */
export function longRequest(random: Random, { doors }: Grounds): Input {
  const door = random.pick(doors).path.replace(/[:*]\w*/g, 'x');
  const inHeaders = random.chance(0.4);
  return {
    about: `too long, ${inHeaders ? 'headers' : 'address'}`,
    method: random.pick(['GET', 'GET', 'POST', 'HEAD', 'PUT', 'OPTIONS']),
    target: inHeaders ? door : random.pick(ADDRESSES)(random, door),
    headers: inHeaders ? random.pick(HEADS)(random) : [],
    body: Buffer.alloc(0),
    missing: 0,
    signedIn: null,
    refused: true,
  };
}

function long(random: Random, least: number, between = ''): string {
  const piece = random.chance(0.5)
    ? random.pick(['a', '%E3%81%82', 'a.', '0', 'en;q=0.1', '0-0', '"a"'])
    : headerValue(encodeURIComponent(nastyText(random, 40).toWellFormed())) || 'a';
  const pieces = `${piece}${between}`;
  const length = random.whole(least, LONGEST);
  return pieces.repeat(Math.ceil(length / pieces.length)).slice(0, Math.max(least, length));
}
