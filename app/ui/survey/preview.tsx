import { BlockStack, Button, ButtonGroup, InlineStack } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../../i18n/language';
import { Section } from '../frame/section';
import { Surface } from './surface';
import { SURFACES, type SurfaceKind, type SurveyDraft, type SurveyTexts } from './view';
import './preview.css';
import './survey-form.css';

/** Moments of the survey: the question, and what follows a high, a middle and a low score. */
const STEPS = { question: null, high: 10, middle: 8, low: 3 } as const;
type Step = keyof typeof STEPS;
const ORDER = ['question', 'high', 'middle', 'low'] as const satisfies readonly Step[];

interface PreviewProps {
  draft: SurveyDraft;
  texts: Record<Language, Record<SurfaceKind, SurveyTexts>>;
}

/** Both surfaces side by side as buyers will see them, in either language, with the unsaved texts. */
export function Preview({ draft, texts }: PreviewProps) {
  const { t, i18n } = useTranslation('survey');
  const [language, setLanguage] = useState<Language>(i18n.language === 'ja' ? 'ja' : 'en');
  const [step, setStep] = useState<Step>('question');
  const shared = { draft, language, score: STEPS[step] };
  return (
    <div className="om-stays">
      <Section title={t('preview.title')} meaning={t('preview.meaning')}>
        <BlockStack gap="300">
          <InlineStack gap="300">
            <ButtonGroup variant="segmented">
              {LANGUAGES.map((each) => (
                <Button key={each} pressed={each === language} onClick={() => setLanguage(each)}>
                  {t(`preview.language.${each}`)}
                </Button>
              ))}
            </ButtonGroup>
            <ButtonGroup variant="segmented">
              {ORDER.map((each) => (
                <Button key={each} pressed={each === step} onClick={() => setStep(each)}>
                  {t(`preview.step.${each}`)}
                </Button>
              ))}
            </ButtonGroup>
          </InlineStack>
          <div className="om-surfaces">
            {SURFACES.map((kind) => (
              <Surface
                key={kind}
                {...shared}
                kind={kind}
                texts={texts[language][kind]}
                on={
                  kind === 'storefront'
                    ? draft.onStorefront
                    : draft.onThankYou || draft.onOrderStatus
                }
              />
            ))}
          </div>
        </BlockStack>
      </Section>
    </div>
  );
}
