import { Banner, BlockStack, Page } from '@shopify/polaris';
import { useEffect } from 'react';
import { display } from '../../../i18n/late/display';
import { settings } from '../../../i18n/late/settings';
import { HIDEABLE_PARTS, type PartsInUse } from '../../../terms/parts-in-use';
import { Check, Choices } from '../../frame/line/fields';
import { SaveForm } from '../../frame/line/save-form';
import { useOpened } from '../../frame/line/use-opened';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { Said } from '../../numbers/said';
import '../../base.css';

export interface DisplayView extends PartsInUse {
  /** of the shop's settings; the form sends it back */
  version: number;
  /** null: that of Shopify's admin */
  language: 'ja' | 'en' | null;
}

/** The door's reply to the form. */
export type DisplayAnswer = { saved: true; language: boolean } | { changedMeanwhile: number };

interface DisplayPageProps {
  view: DisplayView;
  /** the result of the last form */
  answer?: DisplayAnswer | undefined;
}

const LANGUAGE_CHOICES = ['admin', 'ja', 'en'] as const;

/** The language of the app, and the parts that the shop uses. */
export function DisplayPage({ view, answer }: DisplayPageProps) {
  const { t: common } = useLateTexts(settings);
  const { t } = useLateTexts(display);
  const opened = useOpened(view, answer);
  useNewLanguage(answer);
  const refused = answer !== undefined && 'changedMeanwhile' in answer ? answer : undefined;
  return (
    <main>
      <Page
        title={t('common:settings.display')}
        subtitle={t('subtitle')}
        backAction={{ content: common('back'), url: '/app/settings' }}
      >
        <BlockStack gap="400">
          <Said>
            {answer !== undefined && (
              <Banner tone={refused ? 'warning' : 'success'}>
                {t(refused ? 'common:changedMeanwhile' : 'saved')}
              </Banner>
            )}
          </Said>
          <SaveForm key={opened.version} refused={refused} data-discard-confirmation>
            <input
              type="hidden"
              name="version"
              value={refused?.changedMeanwhile ?? opened.version}
              readOnly
            />
            <BlockStack gap="400">
              <Section title={t('language.title')} meaning={t('language.meaning')}>
                <Choices
                  name="language"
                  legend={t('language.legend')}
                  options={LANGUAGE_CHOICES.map((value) => ({
                    value,
                    label: t(`language.${value}`),
                  }))}
                  initial={opened.language ?? 'admin'}
                />
              </Section>
              <Section title={t('parts.title')} meaning={t('parts.meaning')}>
                {HIDEABLE_PARTS.map((part) => (
                  <Check
                    key={part}
                    name={part}
                    label={t(`parts.${part}.label`)}
                    help={t(`parts.${part}.help`)}
                    initial={opened[part]}
                  />
                ))}
              </Section>
            </BlockStack>
          </SaveForm>
        </BlockStack>
      </Page>
    </main>
  );
}

/** A document has the texts of one language: another one needs a new document. */
function useNewLanguage(answer: DisplayAnswer | undefined) {
  const isOther = answer !== undefined && 'saved' in answer && answer.language;
  useEffect(() => {
    if (isOther) window.location.reload();
  }, [isOther]);
}
