import { randomUUID } from 'node:crypto';
import { API_SECRET } from '../sandbox/oauth/app-identity';
import type { Random } from '../sandbox/worlds/distributions';
import { proxied, sessionToken } from '../support/doors/buyers';
import type { Input } from './input';
import { headerValue, type Grounds } from './requests';
import { nastyBytes, nastyJson, nastyJsonText, nastyText } from './strings';

/** Plausible values of survey messages; the fuzzer may replace each with nonsense. */
const PLAUSIBLE: Record<string, (random: Random) => unknown> = {
  kind: (random) => random.pick(['ask', 'answer', 'answer', 'dismissal']),
  key: () => randomUUID(),
  source: (random) => random.pick(['thank_you', 'order_status', 'storefront', 'link']),
  order: (random) => `gid://shopify/OrderIdentity/${String(random.whole(1, 9e12))}`,
  number: (random) => random.pick(['XPAV284CT', 'R50KELTJP', '', null]),
  visitor: () => randomUUID(),
  token: (random) => random.pick(['v1.e30.AAAA', '']),
  language: (random) => random.pick(['ja', 'en', 'zh-Hant-TW']),
  score: (random) => random.whole(0, 10),
  reason: (random) => random.pick(['indifference', 'product', 'competitor', 'other']),
  edition: (random) => random.pick([1, 2]),
  comment: (random) => random.pick(['香りが良い', 'I <3 tea', '😀'.repeat(40)]),
  voice: (random) => random.chance(0.5),
  heard: (random) => (random.chance(0.5) ? 'other' : 'aaaa1111'),
};

/** A message to one of the two survey doors, with or without a buyer's proof. */
export function buyerRequest(random: Random, grounds: Grounds): Input {
  const checkout = random.chance(0.5);
  const form = !checkout && random.chance(0.4);
  const method = random.chance(0.9)
    ? 'POST'
    : random.pick(['GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH']);
  const refused = method === 'POST' && random.chance(0.04);
  const body = refused
    ? stacked(random, form)
    : method === 'GET' || method === 'HEAD'
      ? Buffer.alloc(0)
      : message(random, form);
  const odd = (): string => headerValue(nastyText(random, 300));
  const usual = form ? 'application/x-www-form-urlencoded' : 'application/json';
  const headers: Input['headers'] = [
    ['content-type', random.chance(0.9) ? usual : odd()],
    ['origin', random.pick(['null', 'https://extensions.shopifycdn.com', 'https://evil.example'])],
    ['accept-language', random.chance(0.7) ? 'ja' : odd()],
  ];
  if (checkout) headers.push(['authorization', `Bearer ${token(random, grounds)}`]);
  return {
    about: `survey ${checkout ? 'checkout' : form ? 'form' : 'proxy'}`,
    method,
    target: checkout ? '/checkout/survey' : `/proxy/survey?${query(random, grounds)}`,
    headers: headers.filter(() => random.chance(0.97)),
    body,
    missing: random.chance(0.03) ? random.whole(0, body.length) : 0,
    signedIn: null,
    refused,
  };
}

function message(random: Random, form: boolean): Buffer {
  const draw = random.next();
  if (draw < 0.75) {
    const fields = Object.entries(PLAUSIBLE)
      .filter(() => random.chance(0.9))
      .map(([name, of]): [string, unknown] => [
        name,
        random.chance(0.9)
          ? of(random)
          : random.chance(0.5)
            ? nastyJson(random)
            : nastyText(random, 2_000),
      ]);
    if (!form) return Buffer.from(JSON.stringify(Object.fromEntries(fields)));
    const texts = fields.map(([name, of]) => [
      name,
      // String() of an object can throw
      typeof of === 'string' ? of : (JSON.stringify(of) ?? ''),
    ]);
    return Buffer.from(new URLSearchParams(texts).toString());
  }
  if (draw < 0.9) return Buffer.from(nastyJsonText(random));
  if (draw < 0.98) return nastyBytes(random, 2_000);
  return Buffer.alloc(random.whole(16_000, 200_000), form ? 'comment=a&' : '{"comment":"a",');
}

/** A comment of one letter with many combining marks, in an otherwise valid message. */
function stacked(random: Random, form: boolean): Buffer {
  const marks = random.pick(['\u0301', '\u20dd', '\u0e38', '\u200d\u0301']);
  const says = {
    ...{ kind: 'answer', key: randomUUID(), source: 'storefront', visitor: randomUUID() },
    ...{ language: 'ja', score: '9', comment: `e${marks.repeat(random.whole(9, 3_500))}` },
  };
  return Buffer.from(
    form
      ? new URLSearchParams(says).toString()
      : JSON.stringify({ ...says, score: Number(says.score) }),
  );
}

function token(random: Random, { shops }: Grounds): string {
  const dest = random.chance(0.8) ? random.pick(shops) : headerValue(nastyText(random, 100));
  if (random.chance(0.75)) return sessionToken({ says: { dest } });
  return random.pick([
    () => sessionToken({ says: { dest, exp: -60 } }),
    () => sessionToken({ says: { dest, aud: 'another' } }),
    () => sessionToken({ says: { dest }, secret: 'another' }),
    () => sessionToken({ says: { dest, sub: nastyText(random, 100) } }),
    () => headerValue(nastyText(random, 3_000)),
  ])();
}

function query(random: Random, { shops, names }: Grounds): string {
  const own = Array.from({ length: random.whole(0, 2) }, (): [string, string] => [
    random.pick([...names, 'token', 'language']),
    nastyText(random, 300).toWellFormed(),
  ]);
  const signing = {
    shop: random.chance(0.9) ? random.pick(shops) : nastyText(random, 60).toWellFormed(),
    customer: random.chance(0.5) ? '' : String(random.whole(1, 9e12)),
    secret: random.chance(0.85) ? API_SECRET : 'another',
    age: random.chance(0.9) ? 0 : random.whole(-1_000, 1_000),
  };
  return String(proxied(own, signing));
}
