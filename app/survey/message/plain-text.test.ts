import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text';

const taken = (text: string) => plainText.parse(text);
const refused = (text: string) =>
  plainText.safeParse(text).error?.issues.map(({ message }) => message)[0];

describe('a customer’s words', () => {
  it.each([
    'price<quality',
    'Ann <a@b>',
    '<b>bold</b> and <!-- this -->',
    'I <3 tea & "biscuits", 5 < 10 {{ shop }} {% if %}',
    '日本語、と絵文字 👨‍👩‍👧‍👦 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '葛󠄀城', // a kanji with its variant
    'می‌خواهم', // Persian needs its joiner
    'בְּרֵאשִׁ֖ית',
    'क्ष्मी',
    'tab\tand\nline',
  ])('stay as they were written: %s', (text) => {
    expect(taken(text)).toBe(text);
  });

  it.each([
    ['a vertical tab, as word processors paste it', 'one\vtwo'],
    ['a form feed', 'one\ftwo'],
    ['a line end of Windows', 'one\r\ntwo'],
    ['a line end of an old Mac', 'one\rtwo'],
    ['NEL', 'one\u0085two'],
    ['a line separator', 'one\u2028two'],
    ['a paragraph separator', 'one\u2029two'],
  ])('end a line at %s', (_, text) => {
    expect(taken(text)).toBe('one\ntwo');
  });

  it.each([
    ['NUL', 'te\u0000a'],
    ['an escape', 'te\u001ba'],
    ['DEL', 'te\u007fa'],
    ['half of a character', 'te\ud83da'],
    ['the other half', 'te\udc00a'],
    ['a soft hyphen', 'te\u00ada'],
    ['an invisible space', 'te\u200ba'],
    ['a byte order mark', '\ufeffte\ufeffa'],
    ['a word joiner', 'te\u2060a'],
    ['a sign that turns the direction', '\u202ete\u202ca'],
    ['an isolate', '\u2066te\u2069a'],
    ['invisible letters', 'te\u{e0061}\u{e007f}a'],
  ])('lose invisible signs: %s', (_, text) => {
    expect(taken(text)).toBe('tea');
  });

  it('have no spaces around, and are empty without a visible sign', () => {
    expect(taken(' \v\u3000 tea \u0000\n')).toBe('tea');
    expect(taken('\u200b \u0000\v')).toBe('');
  });

  it('have at most 1,000 characters, as a reader counts them', () => {
    expect(taken('茶'.repeat(1_000))).toHaveLength(1_000);
    expect(refused('茶'.repeat(1_001))).toBe('comment_too_long');
    expect(refused(`${'が'.normalize('NFD').repeat(1_000)}!`)).toBe('comment_too_long');
  });

  it.each([
    ['units, in one emoji of thousands of joined parts', `👩${'\u200d👩'.repeat(1_400)}`],
    ['units, in one syllable of thousands of letters', '\u1100'.repeat(4_001)],
    ['bytes', 'क्षि'.repeat(800)],
  ])('are limited in %s', (_, text) => {
    expect(refused(text)).toBe('comment_too_long');
  });

  it.each([
    ['in a row', `Z${'\u0301'.repeat(9)}algo`],
    ['with joiners between', `Z${'\u0301\u200d'.repeat(9)}`],
    ['with direction marks between', `Z${'\u0301\u200e'.repeat(9)}`],
    ['without a letter', '\u0301'.repeat(9)],
    ['around', `Z${'\u20dd'.repeat(9)}`],
  ])('carry no more than 8 marks on one letter: %s', (_, text) => {
    expect(refused(text)).toBe('comment_marks');
    expect(refused('e\u0301'.repeat(900))).toBeUndefined();
    expect(refused(`Z${'\u0301'.repeat(8)}`)).toBeUndefined();
  });
});
