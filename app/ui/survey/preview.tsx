import { BlockStack, Button, ButtonGroup, InlineStack } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../../i18n/language';
import { Section } from '../frame/section';
import { Surface } from './surface';
import {
  isOn,
  LATER_SURFACES,
  type LaterSurface,
  type SurfaceKind,
  type SurveyDraft,
  type SurveyTexts,
} from './view';
import './preview.css';
import '../frame/beside.css';

/** Moments of the survey: the question, and what follows a high, a middle and a low score. */
const STEPS = { question: null, high: 10, middle: 8, low: 3 } as const;
type Step = keyof typeof STEPS;
const ORDER = ['question', 'high', 'middle', 'low'] as const satisfies readonly Step[];

interface PreviewProps {
  draft: SurveyDraft;
  texts: Record<Language, Record<SurfaceKind, SurveyTexts>>;
}

/** The thank-you page beside a later surface, as buyers will see them, in either language, with the unsaved texts. */
export function Preview({ draft, texts }: PreviewProps) {
  const { t, i18n } = useTranslation('survey');
  const [language, setLanguage] = useState<Language>(i18n.language === 'ja' ? 'ja' : 'en');
  const [step, setStep] = useState<Step>('question');
  const [later, setLater] = useState<LaterSurface>('orderStatus');
  return (
    <div className="om-stays">
      <Section title={t('preview.title')} meaning={t('preview.meaning')}>
        <BlockStack gap="300">
          <InlineStack gap="300">
            <Switch
              name={t('preview.languages')}
              values={LANGUAGES}
              chosen={language}
              choose={setLanguage}
              label={(each) => t(`preview.language.${each}`)}
            />
            <Switch
              name={t('preview.steps')}
              values={ORDER}
              chosen={step}
              choose={setStep}
              label={(each) => t(`preview.step.${each}`)}
            />
          </InlineStack>
          <Switch
            name={t('preview.laters')}
            values={LATER_SURFACES}
            chosen={later}
            choose={setLater}
            label={(each) => t(`preview.later.${each}`)}
          />
          <div className="om-surfaces">
            {(['thankYou', later] as const).map((kind) => (
              <Surface
                key={kind}
                kind={kind}
                draft={draft}
                texts={texts[language][kind]}
                language={language}
                score={STEPS[step]}
                on={isOn(draft, kind)}
              />
            ))}
          </div>
        </BlockStack>
      </Section>
    </div>
  );
}

interface SwitchProps<Value extends string> {
  name: string;
  values: readonly Value[];
  chosen: Value;
  choose: (value: Value) => void;
  label: (value: Value) => string;
}

function Switch<Value extends string>({ name, values, chosen, choose, label }: SwitchProps<Value>) {
  return (
    <div role="group" aria-label={name}>
      <ButtonGroup variant="segmented">
        {values.map((each) => (
          <Button key={each} pressed={each === chosen} onClick={() => choose(each)}>
            {label(each)}
          </Button>
        ))}
      </ButtonGroup>
    </div>
  );
}
