import { z } from 'zod';

/** As a reader counts them: a family of four with its joiners is one. */
const MOST_CHARACTERS = 1_000;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Control characters but line ends and tabs, and halves of characters. */
const UNPRINTABLE = /[^\P{Cc}\n\r\t]|\p{Cs}/u;
/** What begins a tag, a comment or a declaration in HTML. "I <3 tea" and "a < b" do not. */
const TAG = /<[a-z/!?]/i;

/**
 * A customer's words: text and nothing else, without spaces around it. The messages of its issues are
 * codes, which a door answers with.
 */
export const plainText = z
  .string()
  .refine((text) => !UNPRINTABLE.test(text), 'comment_control')
  .refine((text) => !TAG.test(text), 'comment_html')
  .transform((text) => text.replaceAll(/\r\n?/g, '\n').trim())
  .refine((text) => !isLonger(text), 'comment_too_long');

/** Counts no further than it must: a character of many parts is slow to find. */
function isLonger(text: string): boolean {
  if (text.length <= MOST_CHARACTERS) return false;
  let counted = 0;
  for (const _ of characters.segment(text)) if (++counted > MOST_CHARACTERS) return true;
  return false;
}
