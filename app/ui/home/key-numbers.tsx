import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CameSince, ReadsHigh } from '../frame/beginning';
import { answersAddress, NOT_NARROWED } from '../nps/answers-address';
import { scored, useScore } from '../nps/use-score';
import { ChangeLine } from '../numbers/change';
import { Term } from '../numbers/definition';
import { Goal, WorthGoal } from '../numbers/goal';
import { lastDay } from '../numbers/last-day';
import { Quantity } from '../numbers/quantity';
import { shownChange } from '../numbers/shown-change';
import type { PageFormat } from '../numbers/use-format';
import { flowWho } from '../people/flow';
import { Customers } from '../people/customers-column';
import { StateList } from '../people/state-list';
import type { HomeView } from './view';
import './key-numbers.css';

interface PartProps {
  view: HomeView;
  format: PageFormat;
}

/** The four numbers of a shop, three where it does not use NPS, each with its change on one ruler. */
export function KeyNumbers(props: PartProps) {
  return (
    <div className="om-key-numbers">
      <Worth {...props} />
      <F2 {...props} />
      {props.view.nps !== null && <Nps {...props} nps={props.view.nps} />}
      <States {...props} />
    </div>
  );
}

function Tile({ title, more, children }: { title: string; more: ReactNode; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {title}
        </Text>
        {children}
        {more}
      </BlockStack>
    </Card>
  );
}

function Worth({ view, format }: PartProps) {
  const { t } = useTranslation('home');
  const { worth, before } = view.comparison;
  return (
    <Tile title={t('ltv.title')} more={<Link url="/app/ltv">{t('ltv.more')}</Link>}>
      <Quantity
        term="home:definition.worth"
        label={t(`ltv.label.${worth.basis === 'profit' ? 'gross' : 'revenue'}`, {
          days: format.span(worth.days ?? 365),
        })}
        value={worth.now === null ? null : shownChange(worth, format).now}
        reason={t('ltv.notYet')}
      />
      <ChangeLine change={worth} since={before} format={format} />
      {view.net !== null && (
        <Text as="p">
          {t('ltv.net', {
            value: format.headlineMoney(view.net.amount),
            days: format.span(view.net.days),
          })}
        </Text>
      )}
      <WorthGoal goal={view.goals.ltv365} worth={worth} format={format} />
      {worth.now !== null && <CameSince since={view.cameSince} format={format} />}
      <ReadsHigh {...view} />
    </Tile>
  );
}

function F2({ view, format }: PartProps) {
  const { t } = useTranslation('home');
  const { f2, before } = view.comparison;
  return (
    <Tile title={t('f2.title')} more={<Link url="/app/repeat">{t('f2.more')}</Link>}>
      <Quantity
        term="repeat:definition.f2"
        label={t('f2.label', { days: format.days(f2.days) })}
        value={f2.now === null ? null : format.percent(f2.now)}
        reason={t('f2.notYet')}
      />
      <ChangeLine change={f2} since={before} format={format} />
      <ReadsHigh {...view} />
      <Goal goal={view.goals.f2} now={f2.days === 90 ? f2.now : null} unit="rate" format={format} />
    </Tile>
  );
}

function Nps({ view, nps, format }: PartProps & { nps: NonNullable<HomeView['nps']> }) {
  const { t } = useTranslation(['home', 'nps']);
  const words = useScore(format);
  const { asked, recent, headline, unhappy } = nps;
  const { recentNps, before } = view.comparison;
  if (!asked)
    return (
      <Tile
        title={t('home:nps.title')}
        more={<Link url="/app/nps/survey">{t('nps:notAsked.more')}</Link>}
      >
        <Text as="p">{t('home:nps.notAsked')}</Text>
      </Tile>
    );
  return (
    <Tile title={t('home:nps.title')} more={<Link url="/app/nps">{t('home:nps.more')}</Link>}>
      <Quantity
        term="nps:definition.npsTrend"
        label={t('home:nps.recent')}
        value={recentNps.now === null ? null : scored(recentNps.now)}
        range={recent && words.interval(recent)}
        reason={recent === null ? t('nps:score.none') : words.reason(recent)}
      />
      <ChangeLine change={recentNps} since={before} format={format} />
      <Goal goal={view.goals.nps} now={recentNps.now} unit="score" format={format} />
      <Text as="p" tone="subdued">
        <Term name="nps:definition.nps">{t('home:nps.allTime')}</Term>{' '}
        {t('home:nps.allTimeScore', {
          score: scored(headline.score),
          answers: t('nps:apart.of', {
            count: headline.answers,
            n: format.number(headline.answers),
          }),
        })}
      </Text>
      {unhappy !== null && unhappy.open > 0 && (
        <Link
          url={answersAddress({
            ...{ ...NOT_NARROWED, group: 'detractors', handled: 'open' },
            ...{ from: unhappy.from, to: unhappy.to },
          })}
        >
          {t('home:nps.unhappy', { count: unhappy.open, n: format.number(unhappy.open) })}
        </Link>
      )}
    </Tile>
  );
}

/** Parts of active in and out. */
const FLOW = ['new', 'woken', 'gone'] as const;
/** Where its link stands in the words of a part. */
const PLACE = '#';

function States({ view, format }: PartProps) {
  const { t } = useTranslation('home');
  const { comparison, statusFlow } = view;
  return (
    <Tile
      title={t('states.title')}
      more={
        statusFlow !== null && (
          <Text as="p" tone="subdued">
            <Term name="home:definition.statusFlow">{t('states.flow')}</Term>{' '}
            {t('states.since', { day: format.day(lastDay(statusFlow.since)) })}
            {FLOW.map((part, at) => {
              const [before = '', after = ''] = t(`states.part.${part}`, { n: PLACE }).split(PLACE);
              return (
                <Fragment key={part}>
                  {at > 0 && t('states.comma')}
                  {before}
                  <Customers
                    count={statusFlow[part]}
                    who={flowWho(statusFlow.since)[part]}
                    text={format.heads(statusFlow[part])}
                  />
                  {after}
                </Fragment>
              );
            })}
            {t('states.end')}
          </Text>
        )
      }
    >
      <StateList comparison={comparison} format={format} />
    </Tile>
  );
}
