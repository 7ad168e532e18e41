import { markup, type Markup } from './markup';
import type { Carried, PageContext, Problem, QuestionPage, RecordedPage } from './page';
import { TEXTS, type Texts } from './texts';
import type { HeardQuestion } from '../message/contract';
import { REASON_EDITION, REASONS } from '../../terms/reasons';
import {
  FIRST_PROMOTER,
  HIGHEST_SCORE,
  LAST_DETRACTOR,
  LOWEST_SCORE,
  SCORES,
} from '../../terms/scores';

/** The scale from 0 to 10, with the chosen score checked. */
export function questionForm(context: PageContext, page: QuestionPage): Markup {
  const texts = TEXTS[context.language];
  const choices = SCORES.map(
    (score) =>
      markup`<label><input type="radio"${endOf(texts, score)} name="score" value="${score}" required${page.score === score && markup` checked`}>${score}</label>`,
  );
  return form(
    context,
    page,
    markup`<fieldset>
<legend><h1>${context.question ?? texts.question}</h1></legend>
<div class="omega-survey__scale"><span class="omega-survey__least">0 ${texts.notLikely}</span>
${choices}
<span class="omega-survey__most">10 ${texts.veryLikely}</span></div>
</fieldset>`,
  );
}

/** Words of the first and the last choice, for screen readers. */
function endOf(texts: Texts, score: number): Markup | false {
  if (score === LOWEST_SCORE) return markup` aria-description="${texts.notLikely}"`;
  return score === HIGHEST_SCORE && markup` aria-description="${texts.veryLikely}"`;
}

/** The follow-ups of a score: a friend, the reason, the comment, and the consent to publish it. */
export function followUpForm(context: PageContext, page: RecordedPage): Markup {
  const texts = TEXTS[context.language];
  const { score, followUps, shareUrl, heard } = page;
  const reasons = score <= LAST_DETRACTOR && followUps.reason;
  const comment =
    followUps.voice ||
    reasons ||
    (score > LAST_DETRACTOR && score < FIRST_PROMOTER && followUps.improve);
  return markup`${
    score >= FIRST_PROMOTER &&
    followUps.share &&
    shareUrl !== null &&
    markup`<p>${texts.share} <a href="${shareUrl}" rel="noopener">${texts.shareLink}</a></p>`
  }
${
  comment || heard !== undefined
    ? form(
        context,
        page,
        markup`<input type="hidden" name="score" value="${score}">
${reasons && reasonChoice(texts, page)}
${
  comment &&
  markup`<p><label for="omega-survey-comment">${commentLabel(texts, score)}</label>
<textarea id="omega-survey-comment" name="comment" rows="4">
${page.entered?.comment ?? ''}</textarea></p>`
}
${
  // browsers send no unticked box: the hidden field behind it says false
  followUps.voice &&
  markup`<p><label class="omega-survey__line"><input type="checkbox" name="voice" value="true"${page.entered?.voice === true && markup` checked`}>${texts.voice}</label><input type="hidden" name="voice" value="false"></p>`
}
${heard !== undefined && heardChoice(heard)}`,
      )
    : markup`<p><a href="/">${texts.home}</a></p>`
}`;
}

function reasonChoice(texts: Texts, { entered }: RecordedPage): Markup {
  const choices = REASONS.map(
    (reason) =>
      markup`<label class="omega-survey__line"><input type="radio" name="reason" value="${reason}"${entered?.reason === reason && markup` checked`}>${texts.reasons[reason]}</label>`,
  );
  return markup`<fieldset><legend>${texts.reason}</legend>
<input type="hidden" name="edition" value="${REASON_EDITION}">${choices}</fieldset>`;
}

function heardChoice({ question, choices }: HeardQuestion): Markup {
  const all = choices.map(
    ({ key, text }) =>
      markup`<label class="omega-survey__line"><input type="radio" name="heard" value="${key}">${text}</label>`,
  );
  return markup`<fieldset><legend>${question}</legend>${all}</fieldset>`;
}

function commentLabel(texts: Texts, score: number): string {
  if (score >= FIRST_PROMOTER) return texts.commentHigh;
  return score > LAST_DETRACTOR ? texts.commentMiddle : texts.commentLow;
}

/** One form of a page: its hidden fields, its problem, its fields and its button. */
function form(
  { action, language }: PageContext,
  { carried, problem }: { carried: Carried; problem?: Problem },
  fields: Markup,
): Markup {
  const texts = TEXTS[language];
  return markup`<form method="post" action="${action}">
${hidden({ kind: 'answer', language, ...carried })}
${problem !== undefined && markup`<p class="omega-survey__problem" role="alert">${texts.problems[problem]}</p>`}
${fields}
<p><button type="submit" class="button">${texts.send}</button></p>
<p class="omega-survey__note">${carried.source === 'link' ? texts.noteOfOrder : texts.note}</p>
</form>`;
}

function hidden(fields: Record<string, string | null>): Markup[] {
  return Object.entries(fields)
    .filter((field): field is [string, string] => field[1] !== null)
    .map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`);
}
