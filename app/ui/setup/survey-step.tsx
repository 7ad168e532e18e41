import { Link, Text } from '@shopify/polaris';
import { places as ofPlaces } from '../../i18n/late/places';
import { setup as texts } from '../../i18n/late/setup';
import { useLateTexts } from '../frame/use-late-texts';
import { PlaceState } from '../survey/places';
import type { Placement } from '../survey/use-placement';
import type { SetupView } from './view';
import './setup.css';

interface SurveyStepProps {
  view: SetupView;
  placement: Placement;
}

/** Where the question may stand and stands, with the editors that put it there. */
export function SurveyStep({ view, placement }: SurveyStepProps) {
  const { t } = useLateTexts(texts);
  const { t: placeWords } = useLateTexts(ofPlaces);
  const { places } = view.setup;
  if (places.length === 0)
    return (
      <Text as="p">
        {t('survey.off')} <Link url="/app/nps/survey">{t('survey.settings')}</Link>
      </Text>
    );
  return (
    <>
      <Text as="p">{t('survey.one')}</Text>
      <ul className="om-setup-list" aria-label={placeWords('list')}>
        {places.map((place) => (
          <li key={place}>
            <Text as="p" fontWeight="semibold">
              {placeWords(`${place}.label`)}
            </Text>
            <PlaceState place={place} placement={placement} asking editor={view.editor} />
          </li>
        ))}
      </ul>
      {placement.state === 'unknown' && <Text as="p">{t('survey.unknown')}</Text>}
    </>
  );
}
