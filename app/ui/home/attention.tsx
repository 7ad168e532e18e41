import { useFetcher } from '@remix-run/react';
import { Button, Link } from '@shopify/polaris';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PendingOrders } from '../frame/left-out';
import { CustomersWithin } from '../people/customers-column';
import { monthDays, newcomersIn } from '../people/newcomers-who';
import { Section } from '../frame/section';
import { scored } from '../nps/use-score';
import type { Who } from '../../terms/people';
import type { PageFormat } from '../numbers/use-format';
import { usePlacement, type Placement } from '../survey/use-placement';
import type { Attention as AttentionLines } from '../../metrics/attention/shown-attention.server';
import './attention.css';

interface AttentionProps {
  attention: AttentionLines;
  /** the day from which on customers count as new; null: all do */
  newcomersFrom: string | null;
  format: PageFormat;
}

/** More lines are shown once the first ones are dismissed. */
const MOST_LINES = 3;

/** At most three lines: what is so, how many people or how much money, and where it can be seen. */
export function Attention(props: AttentionProps) {
  const placement = usePlacement();
  useForgetting(props.attention, placement);
  return <AttentionRows {...props} placement={placement} />;
}

/** Once the survey stands somewhere, its line's dismissal ends: the next time it stands nowhere is news. */
function useForgetting({ placement: asked }: AttentionLines, placement: Placement) {
  const { submit } = useFetcher();
  const ends =
    asked !== null &&
    asked.dismissed &&
    placement.state === 'known' &&
    !isNowhere(asked, placement);
  useEffect(() => {
    if (ends) submit({ intent: 'placed' }, { method: 'post', action: '/app?index' });
  }, [ends, submit]);
}

type Asked = NonNullable<AttentionLines['placement']>;

/** Whether the survey stands in none of the places that its settings name. */
function isNowhere({ places }: Asked, placement: Placement & { state: 'known' }): boolean {
  return !places.some((place) => placement[place]);
}

/** Of the survey's placement: `settled` means that it has no line. */
function placementState({ placement: asked }: AttentionLines, placement: Placement) {
  if (asked === null || asked.dismissed) return 'settled';
  if (placement.state !== 'known') return placement.state;
  return isNowhere(asked, placement) ? 'nowhere' : 'settled';
}

interface AttentionRowsProps extends AttentionProps {
  /** by Shopify's admin, which the browser asks */
  placement: Placement;
}

/**
 * The rows of every answer about the placement are as many, and stand still: until the answer, those that it may
 * move stay empty, and nothing is claimed.
 */
export function AttentionRows({ attention, newcomersFrom, format, placement }: AttentionRowsProps) {
  const { t } = useTranslation('home');
  const { lines, dismissible } = attention;
  const state = placementState(attention, placement);
  const at = attention.placement?.at ?? lines.length;
  const isLate = (index: number) => attention.placement !== null && index >= at;
  const rows = lines.map((line, index) => (
    <Row key={line.topic} topic={line.topic} dismissible={dismissible} isLate={isLate(index)}>
      <Line line={line} newcomersFrom={newcomersFrom} format={format} />
    </Row>
  ));
  const count = Math.min(MOST_LINES, lines.length + 1);
  if (state === 'nowhere')
    rows.splice(
      at,
      0,
      <Row key="placement" topic="placement" dismissible={dismissible} isLate>
        <span>
          {t('home:attention.nowhere')}{' '}
          <Link url="/app/nps/survey">{t('home:attention.place')}</Link>
        </span>
      </Row>,
    );
  else if (state === 'asking') rows.splice(at, rows.length, ...emptyRows(Math.max(0, count - at)));
  else
    rows.push(
      <li key="rest" className={isLate(lines.length) ? 'om-range om-attention-late' : 'om-range'}>
        {state === 'unknown' ? (
          t('home:attention.unknown')
        ) : (
          <NothingElse isFirst={lines.length === 0} format={format} />
        )}
      </li>,
    );
  return (
    <Section title={t('home:attention.title')} term="home:definition.attention">
      <ul
        className="om-attention"
        aria-label={t('home:attention.title')}
        aria-busy={state === 'asking'}
      >
        {rows.slice(0, MOST_LINES)}
      </ul>
    </Section>
  );
}

function NothingElse({ isFirst, format }: { isFirst: boolean; format: PageFormat }) {
  const { t } = useTranslation('home');
  if (format.pastDay === null) return t(isFirst ? 'attention.nothing' : 'attention.rest');
  return t(isFirst ? 'attention.nothingPast' : 'attention.restPast', {
    day: format.day(format.pastDay),
  });
}

function emptyRows(count: number) {
  return Array.from({ length: count }, (_, index) => (
    <li key={`empty ${index}`} className="om-attention-late" aria-hidden="true" />
  ));
}

interface RowProps {
  topic: string;
  dismissible: boolean;
  /** the browser's answer about the placement may bring or move it */
  isLate: boolean;
  children: ReactNode;
}

function Row({ topic, dismissible, isLate, children }: RowProps) {
  const { t } = useTranslation('home');
  const { Form, formData } = useFetcher();
  // dismissed already, while the reply is on its way
  if (formData !== undefined) return null;
  return (
    <li className={isLate ? 'om-attention-late' : undefined}>
      {children}
      {dismissible && (
        <Form method="post" action="/app?index">
          <input type="hidden" name="intent" value="dismiss" />
          <input type="hidden" name="topic" value={topic} />
          <Button submit size="slim">
            {t('attention.dismiss')}
          </Button>
        </Form>
      )}
    </li>
  );
}

interface LineProps extends Pick<AttentionProps, 'newcomersFrom' | 'format'> {
  line: AttentionLines['lines'][number];
}

function Line({ line, newcomersFrom, format }: LineProps) {
  const { t } = useTranslation(['home', 'stages', 'nps']);
  const seen = (
    where: 'stages' | 'nps' | 'repeat' | 'survey' | 'costs',
    address = `/app/${where}`,
  ) => <Link url={address}>{t(`home:attention.see.${where}`)}</Link>;
  const counted = (sentence: string, customers: number, who: Who | null) => (
    <CustomersWithin
      sentence={sentence}
      count={customers}
      who={who}
      text={format.people(customers)}
    />
  );
  const said = (text: ReactNode, link: ReactNode) => (
    <span>
      {text} {link}
    </span>
  );
  switch (line.kind) {
    case 'leak':
      return said(
        counted(
          t('home:attention.leak', {
            count: line.customers,
            people: format.people(line.customers),
            from: t(`stages:name.${line.from}`),
            to: t(`stages:name.${line.to}`),
            amount: format.headlineMoney(line.amount),
          }),
          line.customers,
          [[{ field: 'stage', is: [line.from] }]],
        ),
        seen('stages'),
      );
    case 'badWeeks':
      return said(
        t('home:attention.badWeeks', {
          before: scored(line.before),
          lowest: scored(line.lowest),
          day: format.day(line.lowestDay),
          people: format.people(line.detractors),
        }),
        seen('nps'),
      );
    case 'f2Month':
      return said(
        counted(
          t('home:attention.f2Month', {
            month: format.month(line.month),
            people: format.people(line.customers),
            f2: format.percent(line.f2),
            before: format.percent(line.before),
          }),
          line.customers,
          [newcomersIn(newcomersFrom, monthDays(line.month))],
        ),
        seen('repeat'),
      );
    case 'product':
      return said(
        counted(
          t('home:attention.product', {
            title: line.title ?? t('nps:by.unnamed'),
            people: format.people(line.customers),
            f2: format.percent(line.f2),
            shop: format.percent(line.shopF2),
          }),
          line.customers,
          line.productId === null
            ? null
            : [[...newcomersIn(newcomersFrom), { field: 'firstProduct', is: [line.productId] }]],
        ),
        seen('repeat', '/app/repeat?pane=products'),
      );
    case 'margin':
      return said(
        t('home:attention.margin', {
          amount: format.headlineMoney(line.amount),
          share: format.percent(line.share),
        }),
        seen('costs', '/app/settings/unit-costs'),
      );
    case 'shareLink':
      return said(
        t('home:attention.shareLink', { people: format.people(line.promoters) }),
        seen('survey', '/app/nps/survey'),
      );
    case 'pending':
      return said(
        t('home:attention.pending', {
          count: line.orders,
          n: t('numbers:orders', { count: line.orders, n: format.number(line.orders) }),
        }),
        <PendingOrders />,
      );
  }
}
