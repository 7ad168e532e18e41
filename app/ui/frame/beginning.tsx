import { Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../../metrics/snapshot';
import { Term } from '../numbers/definition';
import type { PageFormat } from '../numbers/use-format';

/** With fewer customers, no F2 and no revenue per customer is shown that could read high. */
const LEAST_CUSTOMERS = 30;

interface BeginningProps {
  history: Snapshot['history'];
  customers: number;
  format: PageFormat;
}

/** Whether customers of the history's beginning count as new who are not. */
export function readsHigh({
  history,
  customers,
}: Pick<BeginningProps, 'history' | 'customers'>): boolean {
  const known = history.reasons.includes('ordersAtShopify') || customers >= LEAST_CUSTOMERS;
  return history.begins === 'middle' && history.newcomersFrom === null && known;
}

/** Notice of a history that begins in the middle: the reason, how many are not new, and from when on they are. */
export function BeginningNotice({ history, customers, format }: BeginningProps) {
  const { t } = useTranslation('numbers');
  const { reasons, notNew, newcomersFrom, suggestedFrom } = history;
  if (newcomersFrom !== null)
    return <p>{t('beginning.from', { day: format.day(newcomersFrom) })}</p>;
  if (!readsHigh({ history, customers })) return null;
  return (
    <div>
      <p>
        <Term name="numbers:definition.beginning">{t('beginning.name')}</Term>{' '}
        {t('beginning.middle', {
          reasons: reasons
            .map((reason) => t(`beginning.reason.${reason}`))
            .join(t('beginning.and')),
        })}
      </p>
      <p>
        {notNew === null
          ? t('beginning.someNotNew')
          : t('beginning.notNew', { n: format.number(notNew), of: format.people(customers) })}
      </p>
      {suggestedFrom !== null && (
        <p>
          {t('beginning.suggest', { day: format.day(suggestedFrom) })}{' '}
          <Link url="/app/settings/rules">{t('beginning.set')}</Link>
        </p>
      )}
    </div>
  );
}

/** The same in one line, beside a number that it makes read high. */
export function ReadsHigh(props: Omit<BeginningProps, 'format'>) {
  const { t } = useTranslation('numbers');
  if (!readsHigh(props)) return null;
  return (
    <Text as="p">
      <strong>{t('beginning.high')}</strong>{' '}
      <Term name="numbers:definition.beginning">{t('beginning.why')}</Term>
    </Text>
  );
}

/** The customers of a revenue per customer: those who came, and not the next ones. */
export function CameSince({ since, format }: { since: string | null; format: PageFormat }) {
  const { t } = useTranslation('numbers');
  if (since === null) return null;
  return (
    <Text as="p" tone="subdued">
      {t('cameSince', { day: format.day(since) })}
    </Text>
  );
}
