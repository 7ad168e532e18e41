import type { Random } from '../sandbox/worlds/distributions';

/** Texts that have broken other programs before. */
const KNOWN = [
  '',
  ' ',
  '\0',
  '%00',
  '%',
  '%zz',
  '%c0%ae%c0%ae/',
  '%ff%fe',
  '../../../../etc/passwd',
  '..%2f..%2f..%2fetc%2fpasswd',
  '....//....//package.json',
  '..\\..\\windows\\win.ini',
  "' or 1=1 --",
  '"; drop table orders; --',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}}${7*7}',
  '=1+cmd|x',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '-0',
  '-1',
  '1e309',
  '99999999999999999999',
  '2147483648',
  '0x10',
  '٣',
  '1.5',
  'true',
  '[]',
  '[object Object]',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '275760-09-13',
  '-000001-01-01',
  '2026-10-01T00:00:00Z',
  'gid://shopify/Order/1',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  '//evil.example',
  '/\\evil.example',
  'https://evil.example/app',
  'javascript:alert(1)',
  'a\r\nset-cookie: evil=1',
  '\u202e\u2028\ufeff',
  '\ud800',
  '😀'.repeat(20),
  'ﷺ'.repeat(50),
  'ß'.normalize('NFD'),
  'e\u0301',
  '👨‍👩‍👧‍👦'.repeat(8),
  'か\u3099'.repeat(20),
  'a\u200d\u0301\u200e\u20dd',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞',
];

/** Texts that make a careless regular expression or parser run forever. */
const SLOW: ((length: number) => string)[] = [
  (length) => `${'a'.repeat(length)}!`,
  (length) => `${' '.repeat(length)}x`,
  (length) => `${'0'.repeat(length)}-01-01`,
  (length) => `${'1-'.repeat(length / 2)}`,
  (length) => '('.repeat(length),
  (length) => '['.repeat(length),
  (length) => `${'a.'.repeat(length / 2)}@`,
  (length) => '/'.repeat(length),
  (length) => '%25'.repeat(length / 3),
  (length) => `${'\t'.repeat(length)};`,
  (length) => 'en;q=0.5,'.repeat(length / 9),
  // one letter to a reader, and one grapheme
  (length) => `e${'\u0301'.repeat(length)}`,
  (length) => '\u20dd\u0489'.repeat(length / 2),
  (length) => `👩${'\u200d👩'.repeat(length / 3)}`,
  (length) => `e${'\u200d\u0301'.repeat(length / 2)}`,
];

/** @param longest characters */
export function nastyText(random: Random, longest: number): string {
  const draw = random.next();
  if (draw < 0.55) return random.pick(KNOWN).slice(0, longest);
  if (draw < 0.7) return random.pick(SLOW)(random.whole(10, longest)).slice(0, longest);
  if (draw < 0.85)
    return random.pick(KNOWN).slice(0, longest / 2) + random.pick(KNOWN).slice(0, longest / 2);
  const length = random.whole(0, Math.min(longest, 200));
  return Array.from({ length }, () => String.fromCharCode(random.whole(0, 0x2ff))).join('');
}

/** Bytes that are often not valid text. */
export function nastyBytes(random: Random, longest: number): Buffer {
  const length = random.whole(0, longest);
  return Buffer.from(Array.from({ length }, () => random.whole(0, 255)));
}

/** A JSON value of any kind and depth. */
export function nastyJson(random: Random, depth = 3): unknown {
  const draw = random.next();
  if (depth > 0 && draw < 0.15)
    return Array.from({ length: random.whole(0, 6) }, () => nastyJson(random, depth - 1));
  if (depth > 0 && draw < 0.35)
    return Object.fromEntries(
      Array.from({ length: random.whole(0, 5) }, () => [
        nastyText(random, 40),
        nastyJson(random, depth - 1),
      ]),
    );
  return random.pick<unknown>([
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    Number.MAX_SAFE_INTEGER,
    5_400_000_000_001,
    nastyText(random, 300),
  ]);
}

/** JSON that breaks a careless parser or object merge. */
export function nastyJsonText(random: Random): string {
  return random.pick([
    () => '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"polluted":1}}}',
    () => '{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000),
    () => '['.repeat(20_000),
    () => '{"id":1',
    () => '{"id":1,"id":2,"id":"3"}',
    () => '\ufeff{}',
    () => '',
    () => 'null',
    () => '"text"',
    () => '{"id":1e999}',
    () => `{"id":${'9'.repeat(400)}}`,
    () => '{"id":"\\ud800"}',
    () => JSON.stringify(nastyJson(random)),
  ])();
}
