import { useFetcher } from '@remix-run/react';
import { Button } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { unitCosts } from '../../../i18n/late/unit-costs';
import type { Language } from '../../../i18n/language';
import type { TemplateRow } from '../../../settings/entered/goods/import';
import { saveFile } from '../../frame/save-file';
import { useLateTexts } from '../../frame/use-late-texts';
import { costTemplate } from './template-file';

/** Downloads a file to fill in: the shop's goods are asked for when it is wanted. */
export function TemplateButton({ language }: { language: Language }) {
  const { t } = useLateTexts(unitCosts);
  const { load, data, state } = useFetcher<{ template: TemplateRow[] | null }>();
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    if (!isWanted || state !== 'idle' || data === undefined) return;
    setWanted(false);
    const file = costTemplate(data.template ?? [], language);
    saveFile(new Blob([file], { type: 'text/csv;charset=utf-8' }), 'unit-costs.csv');
  }, [isWanted, state, data, language]);
  return (
    <Button
      loading={state !== 'idle'}
      onClick={() => {
        setWanted(true);
        load('/app/settings/unit-costs/import?template=1');
      }}
    >
      {t('import.template')}
    </Button>
  );
}
