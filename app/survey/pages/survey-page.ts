import { followUpForm, questionForm } from './forms';
import { markup, type Markup } from './markup';
import { noticeMarkup } from './notice';
import type { PageContext, SurveyPage } from './page';
import { STYLE } from './style';
import { TEXTS } from './texts';

/**
 * The page for a buyer without JavaScript or with a signed link, as Liquid. Sent as `application/liquid`,
 * it stands inside the shop's theme. Inserted values are text, never HTML or Liquid (`markup`).
 */
export function surveyPage(context: PageContext, page: SurveyPage): string {
  return markup`<div class="omega-survey" lang="${context.language}">
${STYLE}
${content(context, page)}
</div>
`.text;
}

function content(context: PageContext, page: SurveyPage): Markup {
  const texts = TEXTS[context.language];
  if (page.kind === 'question') return questionForm(context, page);
  if (page.kind === 'recorded')
    return markup`<h1>${context.thanks ?? texts.thanks}</h1>
<p role="status">${texts.yourScore(page.score)} ${texts.changeable}</p>
${followUpForm(context, page)}`;
  return noticeMarkup(texts, page);
}
