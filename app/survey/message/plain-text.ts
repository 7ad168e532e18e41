import { z } from 'zod';

/** As a reader counts them: a family of four with its joiners is one. */
const MOST_CHARACTERS = 1_000;
/** One character may have thousands of parts, so UTF-16 units and bytes of UTF-8 are limited too. */
const MOST_UNITS = 4_000;
const MOST_BYTES = 9_000;
/** Marks on one letter. Hebrew with its accents has 4, a Tibetan stack up to 7; decorated text has dozens. */
const MOST_MARKS = 8;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Every sign that ends a line. Word processors paste a vertical tab where a line ends inside a paragraph. */
const LINE_END = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/**
 * Invisible signs: control characters, halves of characters, soft hyphens, invisible spaces and operators,
 * and signs that turn the direction of text. The joiners of scripts and emoji stay.
 */
const INVISIBLE =
  /[^\P{Cc}\n\t]|\p{Cs}|[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
/** Invisible letters, which only the flags of England, Scotland and Wales use. */
const TAGS = /(\u{1f3f4}[\u{e0020}-\u{e007f}]{1,7})|[\u{e0000}-\u{e007f}]/gu;
const MARK = /\p{M}/u;
const JOINER = /\p{Cf}/u;

/**
 * A customer's words: every sign is text, `<` too, since each page escapes what it inserts. Lines end
 * with \n; invisible signs and the spaces around are removed. The messages of its issues are the codes of
 * `contract.ts`.
 */
export const plainText = z
  .string()
  .transform(asMeant)
  .refine((text) => !isLonger(text), 'comment_too_long')
  .refine((text) => !isStacked(text), 'comment_marks');

function asMeant(text: string): string {
  return text.replaceAll(LINE_END, '\n').replaceAll(INVISIBLE, '').replaceAll(TAGS, '$1').trim();
}

/** Stops counting early, since finding a character of many parts is slow. */
function isLonger(text: string): boolean {
  if (text.length <= MOST_CHARACTERS) return false;
  if (text.length > MOST_UNITS || Buffer.byteLength(text) > MOST_BYTES) return true;
  let counted = 0;
  for (const _ of characters.segment(text)) if (++counted > MOST_CHARACTERS) return true;
  return false;
}

/** Whether a letter carries more marks than any script uses; a joiner between marks begins no new letter. */
function isStacked(text: string): boolean {
  let marks = 0;
  for (const sign of text) {
    if (MARK.test(sign)) marks += 1;
    else if (!JOINER.test(sign)) marks = 0;
    if (marks > MOST_MARKS) return true;
  }
  return false;
}
