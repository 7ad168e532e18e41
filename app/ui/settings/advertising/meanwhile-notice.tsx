import { Banner, List } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { advertising } from '../../../i18n/late/advertising';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat } from '../../numbers/use-format';
import type { Meanwhile, SpendView } from './view';

interface MeanwhileNoticeProps {
  view: SpendView;
  meanwhile: Meanwhile;
  /** what to do */
  children: ReactNode;
}

/** Nothing was saved: cells that someone else has changed since the page was opened. */
export function MeanwhileNotice({ view, meanwhile, children }: MeanwhileNoticeProps) {
  const { t } = useLateTexts(advertising);
  const format = useFormat(view);
  const { first, cells } = meanwhile;
  return (
    <Banner tone="warning" title={t('meanwhile.title')}>
      <List>
        {first.map(({ month, channel, amount }) => (
          <List.Item key={`${month} ${channel}`}>
            {t(amount === null ? 'meanwhile.empty' : 'meanwhile.cell', {
              ...{ month: format.month(month), channel },
              amount: format.money(amount),
            })}
          </List.Item>
        ))}
        {cells > first.length && (
          <List.Item>{t('meanwhile.more', { count: cells - first.length })}</List.Item>
        )}
      </List>
      <p>{children}</p>
    </Banner>
  );
}
