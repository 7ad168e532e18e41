import { Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { setup as texts } from '../../i18n/late/setup';
import { useLateTexts } from '../frame/use-late-texts';
import { useFormat } from '../numbers/use-format';
import type { SetupView } from './view';

/** How many orders are read; Home says what else the import does, and reads a failed one again. */
export function ImportStep({ view }: { view: SetupView }) {
  const { t } = useLateTexts(texts);
  const { t: ofImport } = useTranslation('import');
  const format = useFormat(view.status);
  const { orders } = view;
  const { state, ordersRead, ordersTotal } = view.status.importing;
  if (orders !== null) return <Text as="p">{t('import.done', { n: format.number(orders) })}</Text>;
  if (state === 'failed')
    return (
      <Text as="p">
        {ofImport('failed.title')} <Link url="/app">{t('import.again')}</Link>
      </Text>
    );
  const read = { read: format.number(ordersRead), total: format.number(ordersTotal) };
  return (
    <div role="status">
      <Text as="p">{ofImport(ordersTotal === null ? 'orders.read' : 'orders.readOf', read)}</Text>
      <Text as="p">{t('import.running')}</Text>
    </div>
  );
}
