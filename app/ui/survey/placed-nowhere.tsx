import { Banner, Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { usePlacement } from './use-placement';
import { PLACES } from './view';

/** A notice that no buyer can be asked, where Shopify knows no place with the question. */
export function PlacedNowhere() {
  const { t } = useTranslation('survey');
  const placement = usePlacement();
  if (placement.state !== 'known' || PLACES.some((place) => placement[place])) return null;
  return (
    <Banner tone="info">
      {t('placed.nowhere')} <Link url="/app/survey">{t('placed.place')}</Link>
    </Banner>
  );
}
