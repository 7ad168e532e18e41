import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../i18n/language';
import { MOST_HEARD_CHOICES, MOST_HEARD_TEXT } from '../../terms/heard';
import { Check } from '../frame/line/fields';
import { Section } from '../frame/section';
import type { SurveyDraft } from './view';
import '../frame/forms.css';
import './heard-part.css';

interface HeardPartProps {
  saved: SurveyDraft['heard'];
  wrong: boolean;
}

/** The optional second question: off until the merchant switches it on and names at least two choices. */
export function HeardPart({ saved, wrong }: HeardPartProps) {
  const { t } = useTranslation('survey');
  return (
    <Section title={t('heard.title')} meaning={t('heard.meaning')}>
      <Check name="heard" label={t('heard.label')} help={t('heard.help')} initial={saved.enabled} />
      <fieldset className="om-choices">
        <legend>{t('heard.choices')}</legend>
        <div className="om-heard-rows">
          {Array.from({ length: MOST_HEARD_CHOICES }, (_, row) => (
            <Row key={row} number={row + 1} saved={saved.choices[row]} />
          ))}
        </div>
        {wrong && (
          <p className="om-wrong" role="alert">
            {t('wrong.heard')}
          </p>
        )}
      </fieldset>
      <Check
        name="heardElsewhere"
        label={t('heard.elsewhere')}
        help={t('heard.elsewhereHelp')}
        initial={saved.other}
      />
    </Section>
  );
}

interface RowProps {
  /** from 1 */
  number: number;
  saved: SurveyDraft['heard']['choices'][number] | undefined;
}

/** A choice in both languages; its key rides along, so that earlier answers keep it. */
function Row({ number, saved }: RowProps) {
  const { t } = useTranslation('survey');
  return (
    <>
      <input type="hidden" name={`heard_key_${number}`} value={saved?.key ?? ''} readOnly />
      {LANGUAGES.map((language) => (
        <input
          key={language}
          name={`heard_${language}_${number}`}
          className="om-input om-input-wide"
          lang={language}
          maxLength={MOST_HEARD_TEXT}
          aria-label={t(`heard.row.${language}`, { n: number })}
          placeholder={t(`heard.placeholder.${language}`)}
          defaultValue={saved?.[language] ?? ''}
        />
      ))}
    </>
  );
}
