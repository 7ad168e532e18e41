import { Badge, InlineStack, Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { editorOf, type EditorAddress } from './editors';
import { Check } from '../frame/line/fields';
import type { Placement } from './use-placement';
import { SURVEY_PLACES, type SurveyPlace } from '../../terms/survey-places';
import type { SurveyView } from './view';
import '../frame/forms.css';
import './places.css';

interface PlacesProps {
  view: SurveyView;
  placement: Placement;
  /** the survey as a whole is on */
  asking: boolean;
}

/** The three places: whether the question is asked there, whether the block is there, and where to put it. */
export function Places({ view, placement, asking }: PlacesProps) {
  const { t } = useTranslation('places');
  return (
    <ul className="om-requests" aria-label={t('list')}>
      {SURVEY_PLACES.map((place) => (
        <li key={place}>
          <Check
            name={place}
            label={t(`${place}.label`)}
            help={t(`${place}.help`)}
            initial={view.settings[place]}
          />
          <div className="om-check-help">
            <PlaceState place={place} placement={placement} asking={asking} editor={view} />
          </div>
        </li>
      ))}
    </ul>
  );
}

interface PlaceStateProps extends Omit<PlacesProps, 'view'> {
  place: SurveyPlace;
  editor: EditorAddress;
}

/** Whether the block stands in a place, and the editor that puts it there. */
export function PlaceState({ place, placement, asking, editor }: PlaceStateProps) {
  const { t } = useTranslation('places');
  return (
    <InlineStack gap="300" blockAlign="center">
      <Status placement={placement} place={place} asking={asking} />
      <Link url={editorOf(place, editor)} target="_blank">
        {t(`${place}.editor.${editorLabel(placement, place)}`)}
      </Link>
    </InlineStack>
  );
}

/** What the editor is for: to see a placed block, or to add a missing one. */
function editorLabel(placement: Placement, place: SurveyPlace): 'placed' | 'missing' | 'open' {
  if (placement.state !== 'known') return 'open';
  return placement[place] ? 'placed' : 'missing';
}

function Status({ placement, place, asking }: Omit<PlacesProps, 'view'> & { place: SurveyPlace }) {
  const { t } = useTranslation('places');
  const state =
    placement.state !== 'known' ? placement.state : placement[place] ? 'placed' : 'missing';
  const tone = {
    placed: 'success',
    missing: 'attention',
    asking: undefined,
    unknown: undefined,
  } as const;
  return (
    <span role="status" className="om-place-state">
      <Badge tone={asking ? tone[state] : undefined}>{t(`placed.${state}`)}</Badge>
    </span>
  );
}
