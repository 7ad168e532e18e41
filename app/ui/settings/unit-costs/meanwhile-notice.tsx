import { Banner, List } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { unitCosts } from '../../../i18n/late/unit-costs';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat } from '../../numbers/use-format';
import { sayAmount } from '../say-amount';
import type { Meanwhile, UnitCostsView } from './view';

interface MeanwhileNoticeProps {
  view: Pick<UnitCostsView, 'currency' | 'timezone'>;
  meanwhile: Meanwhile;
  /** what to do */
  children: ReactNode;
}

/** Nothing was saved: costs that someone else has changed since the page was opened. */
export function MeanwhileNotice({ view, meanwhile, children }: MeanwhileNoticeProps) {
  const { t } = useLateTexts(unitCosts);
  const format = useFormat(view);
  const { first, costs } = meanwhile;
  return (
    <Banner tone="warning" title={t('meanwhile.title')}>
      <List>
        {first.map(({ title, product, from, amount }, at) => (
          <List.Item key={at}>
            {t(amount === null ? 'meanwhile.empty' : 'meanwhile.cost', {
              product: title ?? t('deleted', { id: product }),
              from: from === null ? t('always') : t('since', { day: format.day(from) }),
              amount: sayAmount(format, amount),
            })}
          </List.Item>
        ))}
        {costs > first.length && (
          <List.Item>{t('meanwhile.more', { count: costs - first.length })}</List.Item>
        )}
      </List>
      <p>{children}</p>
    </Banner>
  );
}
