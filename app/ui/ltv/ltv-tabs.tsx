import { useTranslation } from 'react-i18next';
import { Tabs } from '../frame/tabs';

/** What all customers are worth, and those of each advertising channel. */
export function LtvTabs() {
  const { t } = useTranslation('ltv');
  return (
    <Tabs
      label={t('tabs.label')}
      pages={[
        { url: '/app/ltv', name: t('tabs.all') },
        { url: '/app/ltv/channels', name: t('tabs.channels') },
      ]}
    />
  );
}
