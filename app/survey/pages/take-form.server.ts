import { randomUUID } from 'node:crypto';
import { log } from '../../log.server';
import { askQuestion, recordAnswer } from '../answer/answer.server';
import { storedSettings } from '../../store/survey/survey';
import { surveySettings } from '../settings/settings';
import { type DoorReply, languageOf, problemReply } from '../message/contract';
import { checkMessage } from '../message/read-message';
import { authoriseSender, type Sender } from '../answer/sender.server';
import {
  pageAfterAnswer,
  pageAfterAsk,
  renderPage,
  renderQuestion,
  pageForWrongForm,
  type PageReply,
  type Reader,
} from './survey-pages.server';
import { LARGEST_MESSAGE } from '../answer/take-message.server';

/** The browser that asks for a page. */
export interface Browser {
  pathPrefix: string;
  /** the header of that name */
  acceptLanguage: string | null;
}

type Fields = Readonly<Record<string, string>>;

/**
 * Opens the page of a signed link, or without a token the question for any visitor.
 * @param query `token` and `language` of a link
 */
export async function openPage(
  query: URLSearchParams,
  sender: Sender,
  browser: Browser,
): Promise<PageReply | DoorReply> {
  const token = query.get('token');
  return await withReader(
    { language: query.get('language') ?? '', source: token === null ? 'storefront' : 'link' },
    { token, sender, browser },
    async (reader) => {
      const { source, language, settings } = reader;
      if (source === 'storefront' && sender.customer === null)
        return settings.enabled && settings.onStorefront
          ? renderQuestion(reader, null)
          : renderPage(reader, { kind: 'off' });
      const ask = checkMessage({ kind: 'ask', source, token, language });
      if ('problem' in ask) return pageForWrongForm(reader, 'bad_token', {});
      const authorised = await authoriseSender(ask.message, sender);
      if ('problem' in authorised || authorised.message.kind !== 'ask')
        return pageForWrongForm(reader, 'bad_token', {});
      return pageAfterAsk(
        reader,
        await askQuestion(sender.shop, authorised.message, authorised.context),
      );
    },
  );
}

/**
 * Takes a form of a browser without JavaScript, and replies with a page. The block cannot sign anything:
 * an anonymous visitor gets the question once more, with a token.
 */
export async function takeForm(
  text: string,
  sender: Sender,
  browser: Browser,
): Promise<PageReply | DoorReply> {
  const sent = [...new URLSearchParams(text)];
  // the first field of a name counts: a ticked box stands before its hidden "false"
  const fields: Fields = Object.fromEntries(sent.toReversed());
  // counted decoded: three bytes of a letter are nine in the body
  const bytes = sent.flat().reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  const token = fields.token ? fields.token : null;
  return await withReader(fields, { token, sender, browser }, async (reader) => {
    if (bytes > LARGEST_MESSAGE)
      return { ...pageForWrongForm(reader, 'comment_too_long', fields), status: 413 };
    const read = checkMessage(answerOfForm(fields, reader.language));
    const unknown = sender.customer === null && token === null;
    if (unknown && reader.source === 'storefront')
      return 'problem' in read
        ? pageForWrongForm(reader, read.problem, fields)
        : renderQuestion(reader, 'score' in read.message ? read.message.score : null);
    if ('problem' in read) return pageForWrongForm(reader, read.problem, fields);
    const authorised = await authoriseSender(read.message, sender);
    if ('problem' in authorised) return pageForWrongForm(reader, authorised.problem, fields);
    if (authorised.message.kind !== 'answer') return pageForWrongForm(reader, 'bad_kind', fields);
    const reply = await recordAnswer(sender.shop, authorised.message, authorised.context);
    return pageAfterAnswer(reader, reply, fields.comment ?? null);
  });
}

const VOICES = new Map<string | undefined, boolean | null>([
  ['true', true],
  ['false', false],
]);

/** A form's fields as an `answer`; empty fields are left out. */
function answerOfForm(fields: Fields, language: string): object {
  const { score = '', reason, edition, comment, voice, heard, key, source, token } = fields;
  return {
    ...{ kind: 'answer', source, language },
    token: token || null,
    key: key || randomUUID(),
    score: /^(?:\d|10)$/.test(score) ? Number(score) : score,
    reason: reason || null,
    heard: heard || null,
    edition: edition ? Number(edition) : null,
    // the page does not show an earlier comment, so an empty field does not delete it
    comment: comment?.trim() ? comment : null,
    voice: VOICES.get(voice) ?? voice,
  };
}

/** Reads what every page needs; a page that fails says so inside the theme. */
async function withReader(
  { language, source }: { language?: string; source?: string },
  { token, sender, browser }: { token: string | null; sender: Sender; browser: Browser },
  work: (reader: Reader) => Promise<PageReply>,
): Promise<PageReply | DoorReply> {
  const shop = await storedSettings(sender.shop);
  if (shop === null) return problemReply('unauthorized');
  const settings = surveySettings(shop);
  const reader: Reader = {
    ...{ sender, token, settings, pathPrefix: browser.pathPrefix },
    language: languageOf(language || (browser.acceptLanguage ?? '')),
    source: source === 'link' ? 'link' : 'storefront',
  };
  try {
    return await work(reader);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error('something that is no error');
    log.error({ shop: sender.shop, error: error.name, stack: error.stack }, 'a survey form failed');
    return renderPage(reader, { kind: 'failed' }, 500);
  }
}
