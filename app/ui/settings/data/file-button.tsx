import { Button, Text } from '@shopify/polaris';
import { useState } from 'react';
import { BYTE_ORDER_MARK, csvLines, type CsvCell } from '../../../csv';
import { data } from '../../../i18n/late/data';
import { saveFile } from '../../frame/save-file';
import type { Download } from '../../frame/use-download';
import { useLateTexts } from '../../frame/use-late-texts';

interface FileButtonProps {
  /** of the file, with its ending */
  name: string;
  label: string;
  /** the heads and the rows, which may have to be fetched */
  lines: () => Promise<readonly (readonly CsvCell[])[]>;
}

/** Saves a CSV file of what the page shows, or of more than it has. */
export function FileButton({ name, label, lines }: FileButtonProps) {
  const { t } = useLateTexts(data);
  const [state, setState] = useState<Download>('ready');
  const save = async (): Promise<Download> => {
    try {
      const text = `${BYTE_ORDER_MARK}${csvLines(await lines())}`;
      saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), name);
      return 'ready';
    } catch {
      return 'failed';
    }
  };
  return (
    <div>
      <Button
        loading={state === 'running'}
        onClick={() => {
          setState('running');
          void save().then(setState);
        }}
      >
        {label}
      </Button>
      <div role="status" aria-live="polite">
        {state === 'failed' && (
          <Text as="p" tone="critical">
            {t('file.failed')}
          </Text>
        )}
      </div>
    </div>
  );
}
