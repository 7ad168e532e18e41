import { Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { TRIBE } from '../../terms/benchmarks';
import { Split } from '../nps/split';
import { scored, useScore } from '../nps/use-score';
import { Facts, Quantity } from '../numbers/quantity';
import { Section } from '../frame/section';
import { PlacedNowhere } from '../survey/placed-nowhere';
import type { PageFormat } from '../numbers/use-format';
import type { HomeView } from './view';

/** Whether customers recommend the shop: score with interval and count, who answers, the tribe. */
export function NpsCard({ view, format }: { view: HomeView; format: PageFormat }) {
  const { t } = useTranslation(['home', 'nps']);
  const words = useScore(format);
  const { headline, responses, tribe } = view.nps;
  const asked = headline.answers > 0 || responses.views > 0;
  if (!asked)
    return (
      <Section
        title={t('home:nps.title')}
        term="nps:definition.nps"
        meaning={t('home:nps.notAsked')}
        more={<Link url="/app/survey">{t('nps:notAsked.more')}</Link>}
      />
    );
  return (
    <Section
      title={t('home:nps.title')}
      term="nps:definition.nps"
      meaning={t('home:nps.meaning')}
      more={<Link url="/app/nps">{t('home:nps.more')}</Link>}
    >
      <PlacedNowhere />
      <Facts>
        <Quantity
          term="nps:definition.nps"
          label={t('nps:score.label')}
          value={headline.score === null ? null : scored(headline.score)}
          range={
            headline.score === null
              ? null
              : t('nps:score.interval', { range: words.range(headline) })
          }
          note={t('nps:score.of', { count: headline.answers, n: format.people(headline.answers) })}
          reason={words.reason(headline)}
        />
        <Quantity
          term="nps:definition.responseRate"
          label={t('nps:responses.label')}
          value={responses.rate === null ? null : format.percent(responses.rate)}
          note={t('nps:responses.of', {
            count: responses.views,
            views: format.number(responses.views),
            answers: format.number(responses.answers),
          })}
          reason={t('nps:responses.none')}
        />
        <Quantity
          term="nps:definition.tribe"
          label={t('nps:tribe.label')}
          value={format.heads(tribe)}
          note={t('nps:tribe.of', { n: format.people(TRIBE) })}
        />
      </Facts>
      {headline.answers > 0 && <Split score={headline} format={format} />}
    </Section>
  );
}
