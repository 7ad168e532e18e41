import { Banner } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../i18n/language';
import { SaveForm } from '../frame/line/save-form';
import { Section } from '../frame/section';
import { draftOf } from './draft';
import { Check, Text } from '../frame/line/fields';
import { HeardPart } from './heard-part';
import { MailLinks } from './mail-links';
import { Places } from './places';
import { Preview } from './preview';
import type { Placement } from './use-placement';
import { FOLLOW_UPS, type Field, type SurveyDraft, type SurveyView } from './view';
import '../frame/beside.css';

interface SurveyFormProps {
  view: SurveyView;
  /** fields that the door refused */
  wrong: Field[];
  /** the version with which someone else has changed a setting of the form; null: they have not */
  changedMeanwhile: number | null;
  draft: SurveyDraft;
  placement: Placement;
  onDraft: (draft: SurveyDraft) => void;
}

/**
 * All settings; Shopify's own bar saves them. The preview stands after the texts on a telephone, and
 * beside the form on a wide screen.
 */
export function SurveyForm(props: SurveyFormProps) {
  const { view, wrong, changedMeanwhile, draft, placement, onDraft } = props;
  const { t } = useTranslation('survey');
  const { t: ofPlaces } = useTranslation('places');
  const { settings, texts, mostWording } = view;
  const drafted = (form: HTMLFormElement) => onDraft(draftOf(new FormData(form), settings));
  const wording = (name: 'question' | 'thanks') =>
    LANGUAGES.map((language) => {
      const field = `${name}_${language}` as const;
      const set = name === 'question' ? settings.questions : settings.thanks;
      return (
        <Text
          key={field}
          name={field}
          label={t(`wording.${field}`)}
          initial={set[language] ?? ''}
          placeholder={texts[language].thankYou[name]}
          maxLength={mostWording}
          lines={name === 'question' ? 3 : 2}
          lang={language}
          wrong={wrong.includes(field) ? t('wrong.wording') : null}
        />
      );
    });
  return (
    <SaveForm
      refused={wrong.length > 0 ? wrong : (changedMeanwhile ?? undefined)}
      data-discard-confirmation
      onInput={(event) => drafted(event.currentTarget)}
      onReset={() => onDraft(settings)}
    >
      <input type="hidden" name="version" value={changedMeanwhile ?? view.version} readOnly />
      <div className="om-beside">
        <Section title={ofPlaces('title')} meaning={ofPlaces('meaning')}>
          <Check
            name="enabled"
            label={t('enabled.label')}
            help={t('enabled.help')}
            initial={settings.enabled}
          />
          <Places view={view} placement={placement} asking={draft.enabled} />
        </Section>
        <Section title={t('wording.title')} meaning={t('wording.meaning')}>
          {wording('question')}
          {wording('thanks')}
        </Section>
        <Preview draft={draft} texts={texts} />
        <Section title={t('followUps.title')} meaning={t('followUps.meaning')}>
          {FOLLOW_UPS.map((name) => (
            <Check
              key={name}
              name={name}
              label={t(`followUps.${name}.label`)}
              help={t(`followUps.${name}.help`)}
              initial={settings.followUps[name]}
            />
          ))}
          <Text
            name="shareUrl"
            inputMode="url"
            label={t('shareUrl.label')}
            help={t('shareUrl.help')}
            initial={settings.shareUrl ?? ''}
            placeholder="https://"
            maxLength={500}
            wrong={wrong.includes('shareUrl') ? t('wrong.shareUrl') : null}
          />
          {draft.followUps.share && draft.shareUrl === null && (
            <Banner tone="warning">{t('shareUrl.missing')}</Banner>
          )}
        </Section>
        <HeardPart
          // a saved change makes new fields, which start from it
          key={JSON.stringify(settings.heard)}
          saved={settings.heard}
          wrong={wrong.includes('heard')}
        />
        <Section title={t('limits.title')} meaning={t('limits.meaning')}>
          <Text
            name="askAgainAfterDays"
            inputMode="numeric"
            label={t('limits.label')}
            help={t('limits.help')}
            initial={String(settings.askAgainAfterDays)}
            wrong={wrong.includes('askAgainAfterDays') ? t('wrong.askAgainAfterDays') : null}
          />
        </Section>
        <MailLinks asking={draft.enabled} />
        <Section title={t('proxy.title')} meaning={t('proxy.meaning')}>
          <Text
            name="proxyPath"
            label={t('proxy.label')}
            help={t('proxy.help')}
            initial={settings.proxyPath}
            maxLength={40}
            wrong={wrong.includes('proxyPath') ? t('wrong.proxyPath') : null}
          />
        </Section>
      </div>
    </SaveForm>
  );
}
