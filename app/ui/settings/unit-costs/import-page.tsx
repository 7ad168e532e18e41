import { BlockStack, Page } from '@shopify/polaris';
import { unitCosts } from '../../../i18n/late/unit-costs';
import { LANGUAGES } from '../../../i18n/language';
import { COST_HEADINGS } from '../../../settings/entered/goods/import';
import { MOST_FILE_ROWS } from '../../../settings/entered/file';
import '../../base.css';
import { useLateTexts } from '../../frame/use-late-texts';
import { Said } from '../../numbers/said';
import { useFormat } from '../../numbers/use-format';
import { FileAnswer } from '../import/file-answer';
import { FileForm } from '../import/file-form';
import { CostPlan } from './cost-plan';
import type { CostImportAnswer, CostImportView } from './import-view';
import { MeanwhileNotice } from './meanwhile-notice';
import { TemplateButton } from './template-button';

interface CostImportPageProps {
  view: CostImportView;
  /** the result of the last form */
  answer?: CostImportAnswer | undefined;
}

/** A file of unit costs: read, shown with what it changes, then applied. */
export function CostImportPage({ view, answer }: CostImportPageProps) {
  const { t, i18n } = useLateTexts(unitCosts);
  const format = useFormat(view);
  const read = answer !== undefined && 'preview' in answer ? answer : undefined;
  const language = LANGUAGES.find((one) => one === i18n.language) ?? 'en';
  const headings = (['sku', 'id', 'cost', 'from'] as const).map(
    (column) => COST_HEADINGS[column][language],
  );
  const [sku, id, cost, from] = headings;
  return (
    <main>
      <Page
        title={t('common:settings.unitCostsImport')}
        subtitle={t('import.subtitle')}
        backAction={{ content: t('import.back'), url: '/app/settings/unit-costs' }}
      >
        <BlockStack gap="400">
          <Said>
            {answer !== undefined && (
              <FileAnswer
                texts={unitCosts}
                answer={answer}
                notice={(meanwhile, words) => (
                  <MeanwhileNotice {...{ view, meanwhile }}>{words}</MeanwhileNotice>
                )}
              />
            )}
          </Said>
          <FileForm
            version={view.version}
            words={{
              title: t('import.file.title'),
              meaning: t('import.file.meaning', { sku, id, cost, from }),
              label: t('import.file.label'),
              ...{ choose: t('import.file.choose'), none: t('import.file.none') },
              limits: t('import.file.limits', { rows: format.number(MOST_FILE_ROWS) }),
              read: t('import.file.read'),
            }}
            template={<TemplateButton language={language} />}
          />
          {read !== undefined && (
            <CostPlan
              key={`${read.preview.version} ${read.preview.text}`}
              {...{ view, preview: read.preview, effect: read.effect }}
            />
          )}
        </BlockStack>
      </Page>
    </main>
  );
}
