import { BlockStack, Button, Page } from '@shopify/polaris';
import { advertising } from '../../../i18n/late/advertising';
import { LANGUAGES } from '../../../i18n/language';
import { MOST_FILE_ROWS } from '../../../settings/entered/file';
import { HEADINGS } from '../../../settings/entered/spend-import';
import '../../base.css';
import { saveFile } from '../../frame/save-file';
import { useLateTexts } from '../../frame/use-late-texts';
import { Said } from '../../numbers/said';
import { useFormat } from '../../numbers/use-format';
import { FileAnswer } from '../import/file-answer';
import { FileForm } from '../import/file-form';
import { ImportPlan } from './import-plan';
import { MeanwhileNotice } from './meanwhile-notice';
import { templateFile } from './template-file';
import type { ImportAnswer, SpendView } from './view';

interface ImportPageProps {
  view: SpendView;
  /** the result of the last form */
  answer?: ImportAnswer | undefined;
}

/** A file of advertising spend: read, shown with what it changes, then applied. */
export function ImportPage({ view, answer }: ImportPageProps) {
  const { t } = useLateTexts(advertising);
  const preview = answer !== undefined && 'preview' in answer ? answer.preview : undefined;
  return (
    <main>
      <Page
        title={t('common:settings.advertisingImport')}
        subtitle={t('import.subtitle')}
        backAction={{ content: t('import.back'), url: '/app/settings/advertising' }}
      >
        <BlockStack gap="400">
          <Said>
            {answer !== undefined && (
              <FileAnswer
                texts={advertising}
                answer={answer}
                notice={(meanwhile, words) => (
                  <MeanwhileNotice {...{ view, meanwhile }}>{words}</MeanwhileNotice>
                )}
              />
            )}
          </Said>
          <SpendFileForm view={view} />
          {preview !== undefined && (
            <ImportPlan key={`${preview.version} ${preview.text}`} view={view} preview={preview} />
          )}
        </BlockStack>
      </Page>
    </main>
  );
}

function SpendFileForm({ view }: { view: SpendView }) {
  const { t, i18n } = useLateTexts(advertising);
  const format = useFormat(view);
  const language = LANGUAGES.find((one) => one === i18n.language) ?? 'en';
  const headings = Object.values(HEADINGS).map((heading) => heading[language]);
  const save = () =>
    saveFile(
      new Blob([templateFile(view, language)], { type: 'text/csv;charset=utf-8' }),
      'advertising-spend.csv',
    );
  return (
    <FileForm
      version={view.version}
      words={{
        title: t('import.file.title'),
        meaning: t('import.file.meaning', { headings: headings.join(t('join')) }),
        label: t('import.file.label'),
        ...{ choose: t('import.file.choose'), none: t('import.file.none') },
        limits: t('import.file.limits', { rows: format.number(MOST_FILE_ROWS) }),
        read: t('import.file.read'),
      }}
      template={<Button onClick={save}>{t('import.template')}</Button>}
    />
  );
}
