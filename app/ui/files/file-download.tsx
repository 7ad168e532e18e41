import { Button, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { formatter } from '../../i18n/format';
import { LANGUAGES } from '../../i18n/language';
import { files } from '../../i18n/late/files';
import { MOST_DOWNLOADS, type FileKind } from '../../terms/files';
import { useLateTexts } from '../frame/use-late-texts';
import { useFile } from './use-file';

interface FileDownloadProps {
  what: FileKind;
  /** which rows, as the query of an address */
  query: string;
  /** rows that the file will have; null: not known */
  total: number | null;
  label: string;
  /** what a screen reader says where the label is not enough */
  name?: string;
  /** what to do after a failure; by default: download it again */
  failed?: string;
  disabled?: boolean;
}

/** A button that downloads a file from the database; below it stands how far the download is, and what to do after one that failed. */
export function FileDownload(props: FileDownloadProps) {
  const { what, query, total, label, name, failed, disabled } = props;
  const { t } = useLateTexts(files);
  const { i18n } = useTranslation();
  const { download, start } = useFile(what, query);
  const language = LANGUAGES.find((one) => one === i18n.language) ?? 'en';
  const format = formatter(language, 'JPY', 'UTC');
  const { state } = download;
  const isRunning = state === 'asking' || state === 'running';
  return (
    <div>
      <Button disabled={disabled} loading={isRunning} accessibilityLabel={name} onClick={start}>
        {label}
      </Button>
      {state === 'running' && (
        <Text as="p" tone="subdued">
          {total === null
            ? t('running', { n: format.number(download.rows) })
            : t('runningOf', {
                n: format.number(download.rows),
                total: format.number(Math.max(total, download.rows)),
              })}
        </Text>
      )}
      <div role="status" aria-live="polite">
        {state === 'done' && (
          <Text as="p">{t('done', { count: download.rows, n: format.number(download.rows) })}</Text>
        )}
        {(state === 'failed' || state === 'busy' || state === 'often') && (
          <Text as="p" tone="critical">
            {state === 'failed' && failed !== undefined
              ? failed
              : t(state, { most: MOST_DOWNLOADS })}
          </Text>
        )}
      </div>
    </div>
  );
}
