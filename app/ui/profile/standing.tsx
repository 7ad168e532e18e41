import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { profile } from '../../i18n/late/profile';
import { STAGES } from '../../terms/stages';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import type { PartProps } from './profile-page';
import { needsText, reasonsText } from './ways';
import './profile.css';

/** The ladder, why the customer stands where they stand, and what would move them. */
export function Standing({ view, format }: PartProps) {
  const { t } = useLateTexts(profile);
  const { t: stages } = useTranslation('stages');
  const { stage, standing } = view;
  if (stage === null || standing === null) return null;
  const name = stages(`name.${stage.stage}`);
  const at = STAGES.indexOf(stage.stage);
  return (
    <Section title={t('stage.title', { stage: name })}>
      <ol className="om-ladder" aria-label={t('stage.ladder')}>
        {STAGES.map((one, place) => (
          <li
            key={one}
            aria-current={place === at ? 'step' : undefined}
            className={place <= at ? 'om-ladder-below' : undefined}
          >
            <span className={`om-ladder-mark om-tone-${place + 1}`} aria-hidden="true" />
            <span>
              {place + 1} {stages(`name.${one}`)}
            </span>
            {place === at && <strong>{t('stage.here')}</strong>}
          </li>
        ))}
      </ol>
      <BlockStack gap="100">
        <Text as="p">
          {stage.trialsOnly
            ? t('stage.trials', { stage: name, n: format.number(standing.values.purchases) })
            : t('stage.why', { stage: name, reasons: reasonsText(t, stage.reasons, format) })}
        </Text>
        {stage.ways.length === 0 ? (
          <Text as="p">{t(at === STAGES.length - 1 ? 'stage.top' : 'stage.noWay')}</Text>
        ) : (
          <ul className="om-ways" aria-label={t('stage.ways')}>
            {stage.ways.map((way) => (
              <li key={way.needs.map(({ fact, least }) => `${fact} ${least}`).join()}>
                {t('stage.way', {
                  needs: needsText(t, way, format),
                  stage: stages(`name.${way.to}`),
                })}
              </li>
            ))}
          </ul>
        )}
        {stage.fall !== null && (
          <Text as="p">
            {t('stage.fall', {
              day: format.day(stage.fall.from),
              stage: stages(`name.${stage.fall.to}`),
            })}
          </Text>
        )}
      </BlockStack>
      <Places view={view} format={format} />
    </Section>
  );
}

/** State, rank and RFM, each with why and what would change it. */
function Places({ view, format }: PartProps) {
  const { t } = useLateTexts(profile);
  const { state, rank, rfm, standing } = view;
  if (state === null || standing === null) return null;
  const days = { silent: format.days(state.silent), window: format.days(state.window) };
  return (
    <dl className="om-places">
      <div>
        <dt>{t('state.label')}</dt>
        <dd>
          <strong>{t(`state.name.${state.state}`)}</strong>
          <span>
            {t(`state.why.${state.state}`, {
              ...days,
              atRisk: format.day(state.atRiskFrom),
              lapsed: format.day(state.lapsedFrom),
            })}
          </span>
        </dd>
      </div>
      <div>
        <dt>{t('rank.label')}</dt>
        <dd>
          <strong>{rank === null ? format.number(null) : rank.rank}</strong>
          <span>
            {rank === null
              ? t('rank.few')
              : t('rank.why', {
                  revenue: format.money(standing.revenue),
                  decile: format.number(rank.decile),
                })}{' '}
            {rank !== null &&
              (rank.next === null
                ? t('rank.best')
                : t('rank.next', {
                    amount: format.money(rank.next.above),
                    rank: rank.next.rank,
                  }))}
          </span>
        </dd>
      </div>
      {rfm !== null && (
        <div>
          <dt>{t('rfm.label')}</dt>
          <dd>
            <strong>{t('rfm.scores', { ...rfm })}</strong>
            <span>{t('rfm.why')}</span>
          </dd>
        </div>
      )}
    </dl>
  );
}
