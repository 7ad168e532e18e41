import { csvText } from '../../../csv';
import type { FilePage, StreamedFile } from '../../../files/stream.server';
import { PEOPLE_HEADS, type FileWords } from '../../../metrics/people/file-line.sql';
import { peopleInParts, type PersonLine } from '../../../metrics/people/people-in-parts.server';
import { unknownChoice } from '../../../metrics/people/choices';
import { rulerOf } from '../../../metrics/people/ruler';
import { readSnapshot } from '../../../metrics/read.server';
import { decimalsOf } from '../../../settings/entered/spend';
import { RANKS, STATES } from '../../../terms/people';
import { SEGMENTS } from '../../../terms/segments';
import { STAGES } from '../../../terms/stages';
import { lastDay } from '../../../ui/numbers/last-day';
import { csvFile } from './csv-file.server';
import type { FileRequest } from './kinds.server';
import { translatorOf } from './translator.server';
import { isDay } from '../../../day';
import { readWho } from '../../../who-address';

/** More than a page of the list has. */
const MOST_CHOSEN = 100;
const CUSTOMER = /^\d{1,18}$/;

/** The customers of a list: `who` and `asOf` of its address; with `ids`, those of them with these numbers alone. */
export async function customersFile({
  shop,
  query,
  language,
}: FileRequest): Promise<StreamedFile | null> {
  const who = readWho(query.get('who') ?? '');
  const ids = query.has('ids') ? (query.get('ids') ?? '').split('_') : null;
  if (ids !== null && (ids.length > MOST_CHOSEN || !ids.every((id) => CUSTOMER.test(id))))
    return null;
  const asOf = query.get('asOf');
  if (who === null || unknownChoice(who) !== null) return null;
  // no numbers are older, and PostgreSQL has no year 0
  if (asOf !== null && !(isDay(asOf) && asOf > '1970-01-01')) return null;
  const read = await readSnapshot(shop.id, asOf ?? undefined);
  if (read === null) return null;
  const t = translatorOf(language, 'fileHeads');
  const { snapshot } = read;
  const day = lastDay(snapshot.asOf) ?? snapshot.asOf;
  const cells = <Key extends string>(keys: readonly Key[], word: (key: Key) => string) =>
    Object.fromEntries(keys.map((key) => [key, csvText(word(key))])) as Record<Key, string>;
  const words: FileWords = {
    stage: cells(STAGES, (stage) => t(`stages:name.${stage}`)),
    segment: cells(SEGMENTS, (segment) => t(`nps:segment.${segment}`)),
    state: cells(STATES, (state) => t(`state.${state}`)),
    rank: cells(RANKS, (rank) => rank),
    yes: csvText(t('yes')),
    no: csvText(t('no')),
  };
  const file = { who, ids, ruler: rulerOf(snapshot), words, decimals: decimalsOf(shop.currency) };
  return csvFile({
    domain: shop.domain,
    name: [t('name'), ...(who.length === 0 && ids === null ? [] : [t('some')]), day],
    about: [t('asOf', { day }), query.get('who') ?? ''],
    heads: PEOPLE_HEADS.map((head) => t(`head.${head}`, { currency: shop.currency })),
    pages: linesOf(peopleInParts(shop.id, file)),
  });
}

async function* linesOf(parts: AsyncIterable<PersonLine[]>): AsyncGenerator<FilePage> {
  for await (const part of parts) {
    const lines = part.map(
      ({ line, source }) => `${line},${source === null ? '' : csvText(source)}\r\n`,
    );
    yield { rows: part.length, text: lines.join('') };
  }
}
