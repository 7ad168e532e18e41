import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { DefinitionName } from '../numbers/definition-name';
import { Facts, Quantity } from '../numbers/quantity';
import { Section } from '../frame/section';
import type { PageFormat } from '../numbers/use-format';
import { Split } from './split';
import { scored, useScore } from './use-score';
import type { NpsView, Score } from './view';

export interface PartProps {
  view: NpsView;
  format: PageFormat;
}

/** Groups with separate scores, and answers without a known customer. */
const APART = [
  { key: 'firstOrder', term: 'nps:definition.npsFirstOrder' },
  { key: 'repeat', term: 'nps:definition.npsRepeat' },
  { key: 'guests', term: 'nps:definition.npsGuests' },
  { key: 'anonymous', term: 'nps:definition.npsAnonymous' },
] as const satisfies readonly { key: keyof NpsView['nps']; term: DefinitionName }[];

/** The score with its interval and count; separate for first-order, repeat, guests' and anonymous answers. */
export function ScoreCard({ view, format }: PartProps) {
  const { t } = useTranslation('nps');
  const { headline } = view.nps;
  const words = useScore(format);
  return (
    <Section title={t('score.title')} term="nps:definition.nps" meaning={meaning(headline)}>
      <Quantity
        term="nps:definition.nps"
        label={t('score.label')}
        value={headline.score === null ? null : scored(headline.score)}
        range={
          headline.score === null ? null : t('score.interval', { range: words.range(headline) })
        }
        note={t('score.of', { count: headline.answers, n: format.people(headline.answers) })}
        reason={words.reason(headline)}
      />
      {headline.answers > 0 && <Split score={headline} format={format} />}
      <Text as="p" tone="subdued">
        {t('score.japan')}
      </Text>
      <Facts>
        {APART.map(({ key, term }) => (
          <Quantity
            key={key}
            small
            term={term}
            label={t(`apart.${key}`)}
            value={view.nps[key].score === null ? null : scored(view.nps[key].score)}
            range={words.range(view.nps[key])}
            note={t('apart.of', {
              count: view.nps[key].answers,
              n: format.number(view.nps[key].answers),
            })}
            reason={words.reason(view.nps[key])}
          />
        ))}
      </Facts>
    </Section>
  );

  function meaning(score: Score): string {
    if (score.score === null) return t('score.notYet');
    const { promoters, detractors } = score;
    return t('score.meaning', {
      promoters: format.people(promoters),
      detractors: format.people(detractors),
    });
  }
}
