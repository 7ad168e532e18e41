import { randomUUID } from 'node:crypto';
import { log } from '../../log.server';
import { askQuestion, recordAnswer } from '../answer/answer.server';
import { languageOf } from '../message/message';
import { problemAnswer, type DoorAnswer } from '../message/problems';
import { checkMessage } from '../message/read-message';
import { placed, type Speaker } from '../answer/speaker.server';
import {
  afterAnswer,
  afterAsk,
  pageFor,
  questionFor,
  settingsOf,
  wrongForm,
  type PageAnswer,
  type Reader,
} from './survey-pages.server';
import { LARGEST_MESSAGE } from '../answer/take-message.server';

/** What is known of the browser in front of a page. */
export interface Browser {
  pathPrefix: string;
  /** its header of that name */
  acceptLanguage: string | null;
}

type Fields = Readonly<Record<string, string>>;

/**
 * A page of the survey is opened: that of a signed link, or the question for whoever comes.
 * @param query `token` and `language` of a link
 */
export async function openPage(
  query: URLSearchParams,
  speaker: Speaker,
  browser: Browser,
): Promise<PageAnswer | DoorAnswer> {
  const token = query.get('token');
  return await withReader(
    { language: query.get('language') ?? '', source: token === null ? 'storefront' : 'link' },
    { token, speaker, browser },
    async (reader) => {
      const { source, language, settings } = reader;
      if (source === 'storefront' && speaker.customer === null)
        return settings.enabled && settings.onStorefront
          ? questionFor(reader, null)
          : pageFor(reader, { kind: 'off' });
      const ask = checkMessage({ kind: 'ask', source, token, language });
      if ('problem' in ask) return wrongForm(reader, 'bad_token', {});
      const own = await placed(ask.message, speaker);
      if ('problem' in own || own.message.kind !== 'ask') return wrongForm(reader, 'bad_token', {});
      return afterAsk(reader, await askQuestion(speaker.shop, own.message, own.circumstances));
    },
  );
}

/**
 * Takes a form, which a browser without JavaScript sends, and answers with a page. The block cannot
 * sign anything: whoever is not logged in is given the question once more, with a token.
 */
export async function takeForm(
  text: string,
  speaker: Speaker,
  browser: Browser,
): Promise<PageAnswer | DoorAnswer> {
  const sent = [...new URLSearchParams(text)];
  // of a name that is there twice the first one counts: a ticked box stands before what says it is not
  const fields: Fields = Object.fromEntries(sent.toReversed());
  // three bytes of a letter are nine on the way
  const bytes = sent.flat().reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  const token = fields.token ? fields.token : null;
  return await withReader(fields, { token, speaker, browser }, async (reader) => {
    if (bytes > LARGEST_MESSAGE)
      return { ...wrongForm(reader, 'comment_too_long', fields), status: 413 };
    const read = checkMessage(answerIn(fields, reader.language));
    const unknown = speaker.customer === null && token === null;
    if (unknown && reader.source === 'storefront')
      return 'problem' in read
        ? wrongForm(reader, read.problem, fields)
        : questionFor(reader, 'score' in read.message ? read.message.score : null);
    if ('problem' in read) return wrongForm(reader, read.problem, fields);
    const own = await placed(read.message, speaker);
    if ('problem' in own) return wrongForm(reader, own.problem, fields);
    if (own.message.kind !== 'answer') return wrongForm(reader, 'bad_kind', fields);
    const reply = await recordAnswer(speaker.shop, own.message, own.circumstances);
    return afterAnswer(reader, reply, fields.comment ?? null);
  });
}

const VOICES = new Map<string | undefined, boolean | null>([
  ['true', true],
  ['false', false],
]);

/** A form's texts as the answer that they say; what is not filled in was not said. */
function answerIn(fields: Fields, language: string): object {
  const { score = '', reason, comment, voice, key, source, token } = fields;
  return {
    ...{ kind: 'answer', source, language },
    token: token || null,
    key: key || randomUUID(),
    score: /^(?:\d|10)$/.test(score) ? Number(score) : score,
    reason: reason || null,
    // the page shows no words that were given before, so an empty field takes none back
    comment: comment?.trim() ? comment : null,
    voice: VOICES.get(voice) ?? voice,
  };
}

/** Does what a page needs to be, and says so in the theme where it fails. */
async function withReader(
  { language, source }: { language?: string; source?: string },
  { token, speaker, browser }: { token: string | null; speaker: Speaker; browser: Browser },
  work: (reader: Reader) => Promise<PageAnswer>,
): Promise<PageAnswer | DoorAnswer> {
  const settings = await settingsOf(speaker.shop);
  if (settings === null) return problemAnswer('unauthorized');
  const reader: Reader = {
    ...{ speaker, token, settings, pathPrefix: browser.pathPrefix },
    language: languageOf(language || (browser.acceptLanguage ?? '')),
    source: source === 'link' ? 'link' : 'storefront',
  };
  try {
    return await work(reader);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error('something that is no error');
    log.error(
      { shop: speaker.shop, error: error.name, stack: error.stack },
      'a form of the survey could not be taken',
    );
    return pageFor(reader, { kind: 'failed' }, 500);
  }
}
