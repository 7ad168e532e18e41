import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

const eucJp = new TextDecoder('euc-jp');
/**
 * The last row of JIS X 0208. The first rows hold signs and kana, the later ones 6,355 kanji; some
 * between are empty.
 */
const JIS_ROWS = 84;
const JIS_CELLS = 94;
/** Latin with its accents, punctuation, half and full width. */
const RANGES = [
  [0x20, 0x24f],
  [0x2000, 0x206f],
  [0xff01, 0xffee],
] as const;

/** The characters that every Japanese text needs. */
export function usualCharacters(): Set<string> {
  const found = new Set<string>();
  for (const [from, to] of RANGES)
    for (let at = from; at <= to; at++) found.add(String.fromCodePoint(at));
  for (let row = 1; row <= JIS_ROWS; row++)
    for (let cell = 1; cell <= JIS_CELLS; cell++) {
      const character = eucJp.decode(Uint8Array.of(0xa0 + row, 0xa0 + cell));
      if (!character.includes('\ufffd')) found.add(character);
    }
  return found;
}

const PROJECT = join(import.meta.dirname, '../..');
const FOLDERS = ['app', 'extensions', 'tests/sandbox', 'tests/e2e'];
const TEXTS = new Set(['.ts', '.tsx', '.json', '.liquid', '.js', '.css']);
/** Kana, kanji and the signs of East Asian texts. */
const EAST_ASIAN = /[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/gu;

/** East Asian characters in the texts of the project and of its made-up shops. */
export function usedCharacters(): Set<string> {
  const found = new Set<string>();
  for (const folder of FOLDERS)
    for (const file of readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' }))
      if (TEXTS.has(extname(file)))
        for (const [character] of readFileSync(join(PROJECT, folder, file), 'utf8').matchAll(
          EAST_ASIAN,
        ))
          found.add(character);
  return found;
}
