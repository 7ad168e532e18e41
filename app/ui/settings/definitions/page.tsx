import { BlockStack, Page, Text as Words } from '@shopify/polaris';
import { definitions } from '../../../i18n/late/definitions';
import { rules } from '../../../i18n/late/rules';
import { settings } from '../../../i18n/late/settings';
import { HEALTH_DEFAULTS, type DefinitionField } from '../../../settings/entered/definitions';
import { Choices, Text } from '../../frame/line/fields';
import { SaveForm } from '../../frame/line/save-form';
import { useOpened } from '../../frame/line/use-opened';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { Said } from '../../numbers/said';
import { useFormat } from '../../numbers/use-format';
import { SaveAnswer } from '../save-answer';
import { OpenedTexts } from '../opened-texts';
import { TriedPreview } from '../tried-preview';
import { useTry } from '../use-try';
import { DefinitionsPreview } from './preview';
import type { DefinitionsAnswer, DefinitionsView, Tried } from './view';
import '../../base.css';
import '../tried.css';

interface DefinitionsPageProps {
  view: DefinitionsView;
  /** the result of the last form */
  answer?: DefinitionsAnswer | undefined;
}

/** How revenue and purchases are counted, the health line, and the shop's goals. */
export function DefinitionsPage({ view, answer }: DefinitionsPageProps) {
  const { t: common } = useLateTexts(settings);
  const { t } = useLateTexts(definitions);
  const opened = useOpened(view, answer);
  return (
    <main>
      <Page
        title={t('common:settings.definitions')}
        subtitle={t('subtitle')}
        backAction={{ content: common('back'), url: '/app/settings' }}
        fullWidth
      >
        <BlockStack gap="400">
          <Said>
            {answer !== undefined && !isTried(answer) && <SaveAnswer view={view} answer={answer} />}
          </Said>
          <DefinitionsForm key={opened.version} opened={opened} answer={answer} />
        </BlockStack>
      </Page>
    </main>
  );
}

interface FormProps {
  /** what the page was opened with, or saved last */
  opened: DefinitionsView;
  answer: DefinitionsAnswer | undefined;
}

/** An amount of many digits, its separators and the currency's name. */
const MOST_LETTERS = 40;
const HEALTH = {
  first: ['healthAmount', 'healthPurchases'],
  later: ['healthYearAmount', 'healthRepeaters'],
} as const;
const GOALS = ['f2Benchmark', 'ltv365', 'nps', 'repeaters'] as const;

function DefinitionsForm({ opened, answer }: FormProps) {
  const { t } = useLateTexts(definitions);
  const { t: rule } = useLateTexts(rules);
  const format = useFormat(opened);
  const refused = answer === undefined || 'saved' in answer ? undefined : answer;
  const { tried, running, ask, again, forget } = useTry<Tried>('preview');
  const faults = tried?.faults ?? (refused && 'faults' in refused ? refused.faults : {});
  const version = refused && 'meanwhile' in refused ? refused.version : opened.version;
  const texts = refused?.entered ?? opened.texts;
  const field = (name: DefinitionField) => {
    const fault = faults[name];
    return (
      <Text
        key={name}
        name={name}
        // a phone's digits have no minus
        inputMode={name === 'nps' ? 'text' : 'decimal'}
        short
        label={t(`field.${name}.label`, { unit: format.unit })}
        placeholder={placeholderOf(name)}
        help={helpOf(name)}
        initial={texts[name]}
        maxLength={MOST_LETTERS}
        wrong={fault === undefined ? null : t(`fault.${fault}`, { currency: opened.currency })}
      />
    );
  };
  const choices = <Value extends string>(
    name: 'revenueBasis' | 'counting',
    values: readonly Value[],
  ) => (
    <Choices
      name={name}
      legend={t(`basis.${name}.legend`)}
      options={values.map((value) => ({ value, label: t(`basis.${name}.${value}`) }))}
      initial={texts[name]}
    />
  );
  return (
    <SaveForm
      refused={refused}
      data-discard-confirmation
      onInput={(event) => ask(new FormData(event.currentTarget))}
      onReset={forget}
    >
      <input type="hidden" name="version" value={version} readOnly />
      <OpenedTexts texts={opened.texts} />
      <div className="om-tried">
        <BlockStack gap="400">
          <Section title={t('goals.title')} meaning={t('goals.meaning')}>
            {GOALS.map(field)}
          </Section>
          <Section title={t('health.title')} meaning={t('health.meaning')}>
            {(['first', 'later'] as const).map((form) => (
              <BlockStack key={form} gap="200">
                <Words as="h3" variant="headingSm">
                  {t(`health.${form}`)}
                </Words>
                {HEALTH[form].map(field)}
              </BlockStack>
            ))}
            <p className="om-range">{t('health.source')}</p>
          </Section>
          <Section title={t('basis.title')} meaning={t('basis.meaning')}>
            {choices('revenueBasis', ['net', 'withTax'])}
            {choices('counting', ['day', 'order'])}
          </Section>
        </BlockStack>
        <TriedPreview title={rule('preview.title')} see={rule('preview.see')}>
          <DefinitionsPreview
            tried={tried ?? (refused && isTried(refused) ? refused : null)}
            running={running}
            again={again}
            format={format}
          />
        </TriedPreview>
      </div>
    </SaveForm>
  );

  /** The method's figure, which an empty field means. */
  function placeholderOf(name: DefinitionField): string | undefined {
    if (name === 'healthPurchases') return String(HEALTH_DEFAULTS.healthPurchases);
    if (name === 'healthRepeaters') return String(HEALTH_DEFAULTS.healthRepeaters * 100);
    if (name !== 'healthAmount' && name !== 'healthYearAmount') return undefined;
    return opened.healthAmount === null ? undefined : format.number(opened.healthAmount);
  }

  function helpOf(name: DefinitionField): string {
    if (name !== 'healthAmount' && name !== 'healthYearAmount') return t(`field.${name}.help`);
    return opened.healthAmount === null
      ? t(`field.${name}.helpNone`)
      : t(`field.${name}.help`, { amount: format.money(opened.healthAmount) });
  }
}

const isTried = (answer: DefinitionsAnswer): answer is Tried => 'preview' in answer;
