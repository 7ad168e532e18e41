import { useTranslation } from 'react-i18next';
import type { Language } from '../../i18n/language';
import type { SurfaceKind, SurveyDraft, SurveyTexts } from './view';
import { FIRST_PROMOTER, LAST_DETRACTOR, SCORES } from '../../terms/scores';
import './surface.css';

interface SurfaceProps {
  kind: SurfaceKind;
  draft: SurveyDraft;
  texts: SurveyTexts;
  language: Language;
  /** the chosen score; null: none yet */
  score: number | null;
  /** buyers are asked there */
  on: boolean;
}

/** A drawing of the survey on one surface, without a function. */
export function Surface({ kind, draft, texts, language, score, on }: SurfaceProps) {
  const { t } = useTranslation('survey');
  const asked = draft.enabled && on;
  const page = kind === 'storefront' || kind === 'link' ? 'own' : 'checkout';
  return (
    <figure className={`om-surface om-surface-${page}`}>
      <figcaption>
        {t(`preview.surface.${kind}`)}
        {!asked && <strong> {t('preview.off')}</strong>}
      </figcaption>
      <div className={asked ? 'om-sheet' : 'om-sheet om-sheet-off'} lang={language}>
        <div className="om-sheet-line om-sheet-line-short" />
        <div className="om-sheet-line" />
        <div className="om-sheet-survey">
          <p className="om-sheet-question">{draft.questions[language] ?? texts.question}</p>
          <div className="om-sheet-scale">
            <div className="om-scale">
              <span className="om-scale-least">{texts.least}</span>
              {SCORES.map((each) => (
                <span
                  key={each}
                  className={each === score ? 'om-scale-target om-scale-chosen' : 'om-scale-target'}
                >
                  {each}
                </span>
              ))}
              <span className="om-scale-most">{texts.most}</span>
            </div>
          </div>
          {score !== null && (
            <>
              <p>
                <strong>{draft.thanks[language] ?? texts.thanks}</strong>
              </p>
              {kind !== 'storefront' && <HeardOf draft={draft} texts={texts} language={language} />}
              <FollowUp kind={kind} draft={draft} texts={texts} score={score} />
            </>
          )}
          <SurfaceButton kind={kind} draft={draft} texts={texts} score={score} />
          <p className="om-sheet-note">{texts.note}</p>
        </div>
        <div className="om-sheet-line" />
      </div>
    </figure>
  );
}

/** The second question, which a first order's buyer gets: a list to choose from. */
function HeardOf({ draft, texts, language }: Pick<SurfaceProps, 'draft' | 'texts' | 'language'>) {
  const { enabled, choices, other } = draft.heard;
  if (!enabled) return null;
  const shown = [
    ...choices.map((choice) => choice[language]),
    ...(other ? [texts.heard.elsewhere] : []),
  ];
  return (
    <>
      <p>{texts.heard.question}</p>
      <ul className="om-sheet-choices">
        {shown.map((word, row) => (
          <li key={row}>
            <span className="om-sheet-radio" />
            {word}
          </li>
        ))}
      </ul>
    </>
  );
}

type PartProps = Pick<SurfaceProps, 'kind' | 'draft' | 'texts'>;

/**
 * On Shopify's pages a chosen score sends itself, and Send is for the words; so it is on a link's page once the score
 * is sent. The storefront's block keeps its button.
 */
function SurfaceButton({ kind, draft, texts, score }: PartProps & { score: number | null }) {
  if (score === null && texts.dismiss !== null)
    return <span className="om-sheet-button om-sheet-button-secondary">{texts.dismiss}</span>;
  if (score !== null && kind !== 'storefront' && !asksWords(draft, score)) return null;
  return <span className="om-sheet-button">{texts.send}</span>;
}

/** Whether words have a use after a score: as a testimonial, or as the answer to the follow-up. */
function asksWords({ followUps: { improve, reason, voice } }: SurveyDraft, score: number): boolean {
  if (voice || score >= FIRST_PROMOTER) return voice;
  return score <= LAST_DETRACTOR ? reason : improve;
}

/** The questions after a score, by the settings; on the thank-you page, before anything has arrived, the comment alone. */
function FollowUp({ kind, draft, texts, score }: PartProps & { score: number }) {
  const { share, reason, voice } = draft.followUps;
  const high = score >= FIRST_PROMOTER;
  const low = score <= LAST_DETRACTOR;
  const early = kind === 'thankYou';
  const comment = texts.comment[high ? 'high' : low ? 'low' : 'middle'];
  return (
    <>
      {!early && high && share && draft.shareUrl !== null && (
        <p>
          {texts.share} <span className="om-sheet-link">{texts.shareLink}</span>
        </p>
      )}
      {!early && low && reason && (
        <>
          <p>{texts.reason}</p>
          <ul className="om-sheet-choices">
            {Object.entries(texts.reasons).map(([key, word]) => (
              <li key={key}>
                <span className="om-sheet-radio" />
                {word}
              </li>
            ))}
          </ul>
        </>
      )}
      {asksWords(draft, score) && (
        <>
          <p>{comment}</p>
          <span className={early ? 'om-sheet-area om-sheet-area-line' : 'om-sheet-area'} />
        </>
      )}
      {!early && voice && (
        <p className="om-sheet-voice">
          <span className="om-sheet-box" />
          {texts.voice}
        </p>
      )}
    </>
  );
}
