import { Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { ChangeLine } from '../numbers/change';
import type { DefinitionName } from '../numbers/definition-name';
import { Goal } from '../numbers/goal';
import { Facts, Quantity } from '../numbers/quantity';
import { shownChange } from '../numbers/shown-change';
import { CustomersWithin } from '../people/customers-column';
import { Section } from '../frame/section';
import type { PageFormat } from '../numbers/use-format';
import { Split } from './split';
import { scored, useScore } from './use-score';
import type { NpsView, Score } from './view';
import { whoGave } from './whose';

export interface PartProps {
  view: NpsView;
  format: PageFormat;
}

interface Group {
  key: 'firstOrder' | 'repeat' | 'guests' | 'anonymous';
  term: DefinitionName;
}

/** First orders' answers, most of them given before the product has come, and later ones. */
const APART: readonly Group[] = [
  { key: 'firstOrder', term: 'nps:definition.npsFirstOrder' },
  { key: 'repeat', term: 'nps:definition.npsRepeat' },
];
/** Answers without a known customer, which are in no other number. */
const UNKNOWN_CUSTOMERS: readonly Group[] = [
  { key: 'guests', term: 'nps:definition.npsGuests' },
  { key: 'anonymous', term: 'nps:definition.npsAnonymous' },
];

/**
 * The score of all customers and of the newest 30 days; first orders and later ones apart. Japan's scores stand beside it
 * where they fit: in Japanese, or in a shop that sells in yen.
 */
export function ScoreCard({ view, format }: PartProps) {
  const { t, i18n } = useTranslation(['nps', 'home']);
  const { comparison } = view;
  const { headline, trend } = view.nps;
  const recent = trend.at(-1);
  const words = useScore(format);
  const fitsJapan = i18n.language === 'ja' || format.currency === 'JPY';
  return (
    <Section title={t('score.title')} term="nps:definition.nps" meaning={meaning(headline)}>
      <Facts>
        <div>
          <Quantity
            term="nps:definition.nps"
            label={t('score.label')}
            value={headline.score === null ? null : scored(headline.score)}
            range={words.interval(headline)}
            note={
              <CustomersWithin
                sentence={t('score.of', {
                  count: headline.answers,
                  n: format.people(headline.answers),
                })}
                count={headline.answers}
                who={whoGave(view.nps, null)}
                text={format.people(headline.answers)}
              />
            }
            reason={words.reason(headline)}
          />
          {comparison && (
            <ChangeLine change={comparison.nps} since={comparison.before} format={format} />
          )}
        </div>
        {recent !== undefined && (
          <div>
            <Quantity
              term="nps:definition.npsTrend"
              label={t('home:nps.recent')}
              value={recent.score === null ? null : scored(recent.score)}
              range={words.interval(recent)}
              note={t('apart.of', { count: recent.answers, n: format.number(recent.answers) })}
              reason={words.reason(recent)}
            />
            {comparison && (
              <ChangeLine change={comparison.recentNps} since={comparison.before} format={format} />
            )}
            <Goal goal={view.goal} now={recent.score} unit="score" format={format} />
          </div>
        )}
        {comparison && comparison.worth.now !== null && (
          <Quantity
            small
            term="home:definition.worth"
            label={t(
              `home:ltv.label.${comparison.worth.basis === 'profit' ? 'gross' : 'revenue'}`,
              {
                days: format.span(comparison.worth.days ?? 365),
              },
            )}
            value={shownChange(comparison.worth, format).now}
            note={<Link url="/app/ltv">{t('home:ltv.more')}</Link>}
          />
        )}
      </Facts>
      {headline.answers > 0 && (
        <Split score={headline} whoOf={(group) => whoGave(view.nps, group)} format={format} />
      )}
      <Text as="p" tone="subdued">
        {fitsJapan && <>{t('score.japan')} </>}
        {t('score.own')}
      </Text>
      <Facts>{APART.map(group)}</Facts>
      <details className="om-more">
        <summary>{t('apart.more')}</summary>
        <Facts>{UNKNOWN_CUSTOMERS.map(group)}</Facts>
      </details>
    </Section>
  );

  function group({ key, term }: Group) {
    const score = view.nps[key];
    return (
      <Quantity
        key={key}
        small
        term={term}
        label={t(`apart.${key}`)}
        value={score.score === null ? null : scored(score.score)}
        range={words.interval(score)}
        note={t('apart.of', { count: score.answers, n: format.number(score.answers) })}
        reason={words.reason(score)}
      />
    );
  }

  function meaning(score: Score): string {
    if (score.score === null) return t('score.notYet');
    const { promoters, detractors } = score;
    return t('score.meaning', {
      promoters: format.people(promoters),
      detractors: format.people(detractors),
    });
  }
}
