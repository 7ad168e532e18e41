import { markup, type Markup } from './markup';
import type { NoticePage } from './page';
import type { Texts } from './texts';

/** A page without a form: a heading, the reason, and the way back. */
export function noticeMarkup(texts: Texts, page: NoticePage): Markup {
  const [heading, why] = words(texts, page);
  return markup`<h1>${heading}</h1>
${why !== null && markup`<p>${why}</p>`}
<p><a href="/">${texts.home}</a></p>`;
}

function words(texts: Texts, page: NoticePage): [heading: string, why: string | null] {
  switch (page.kind) {
    case 'done':
      return [page.words ? texts.done : texts.thanks, null];
    case 'closed':
      return [texts.closed, `${texts.yourScore(page.score)} ${texts.closedWhy}`];
    case 'asked_lately':
      return [texts.askedLately, texts.askedLatelyWhy];
    case 'off':
      return [texts.off, texts.offWhy];
    case 'expired':
      return [texts.expired, texts.expiredWhy];
    case 'too_many':
      return [texts.tooMany, texts.tooManyWhy(Math.max(1, Math.ceil(page.retryAfterSeconds / 60)))];
    case 'failed':
      return [texts.failed, texts.failedWhy];
  }
}
