import { Banner, Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { usePlacement } from './use-placement';
import { PLACES } from './view';

/** Says that nobody can be asked, where Shopify knows of no place at which the question stands. */
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
