import { useFetcher } from '@remix-run/react';
import { Button, Link } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../frame/section';
import { scored } from '../nps/use-score';
import type { PageFormat } from '../numbers/use-format';
import { usePlacement } from '../survey/use-placement';
import { PLACES } from '../survey/view';
import type { Attention as AttentionLines } from '../../metrics/attention/read-attention.server';
import './attention.css';

interface AttentionProps {
  attention: AttentionLines;
  format: PageFormat;
}

/** More lines are shown once the first ones are dismissed. */
const MOST_LINES = 3;

/** At most three lines: what is so, how many people or how much money, and where it can be seen. */
export function Attention({ attention, format }: AttentionProps) {
  const { t } = useTranslation('home');
  const lines = attention.lines.slice(0, MOST_LINES);
  return (
    <Section title={t('attention.title')} term="home:definition.attention">
      <ul className="om-attention" aria-label={t('attention.title')}>
        {lines.map((line) => (
          <Row key={line.topic} topic={line.topic} dismissible={attention.dismissible}>
            <Line line={line} format={format} />
          </Row>
        ))}
        {lines.length < MOST_LINES && (
          <LastRow attention={attention} shown={lines.length} format={format} />
        )}
      </ul>
    </Section>
  );
}

/** That the survey is placed nowhere, which the browser learns from Shopify; else that there is nothing more. */
function LastRow({ attention, shown, format }: AttentionProps & { shown: number }) {
  const { t } = useTranslation(['home', 'survey']);
  const placement = usePlacement();
  const nowhere = placement.state === 'known' && !PLACES.some((place) => placement[place]);
  if (!attention.asksPlacement || !nowhere)
    return (
      <li className="om-range">
        {format.pastDay === null
          ? t(shown === 0 ? 'home:attention.nothing' : 'home:attention.rest')
          : t(shown === 0 ? 'home:attention.nothingPast' : 'home:attention.restPast', {
              day: format.day(format.pastDay),
            })}
      </li>
    );
  return (
    <Row topic="placement" dismissible={attention.dismissible}>
      <span>
        {t('survey:placed.nowhere')} <Link url="/app/nps/survey">{t('survey:placed.place')}</Link>
      </span>
    </Row>
  );
}

interface RowProps {
  topic: string;
  dismissible: boolean;
  children: ReactNode;
}

function Row({ topic, dismissible, children }: RowProps) {
  const { t } = useTranslation('home');
  const { Form, formData } = useFetcher();
  // dismissed already, while the reply is on its way
  if (formData !== undefined) return null;
  return (
    <li>
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

function Line({ line, format }: { line: AttentionLines['lines'][number]; format: PageFormat }) {
  const { t } = useTranslation(['home', 'stages', 'nps']);
  const seen = (where: 'stages' | 'nps' | 'repeat' | 'survey', address = `/app/${where}`) => (
    <Link url={address}>{t(`home:attention.see.${where}`)}</Link>
  );
  const said = (text: string, link: ReactNode) => (
    <span>
      {text} {link}
    </span>
  );
  switch (line.kind) {
    case 'leak':
      return said(
        t('home:attention.leak', {
          people: format.people(line.customers),
          from: t(`stages:name.${line.from}`),
          to: t(`stages:name.${line.to}`),
          amount: format.headlineMoney(line.amount),
        }),
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
        t('home:attention.f2Month', {
          month: format.month(line.month),
          people: format.people(line.customers),
          f2: format.percent(line.f2),
          before: format.percent(line.before),
        }),
        seen('repeat'),
      );
    case 'product':
      return said(
        t('home:attention.product', {
          title: line.title ?? t('nps:by.unnamed'),
          people: format.people(line.customers),
          f2: format.percent(line.f2),
          shop: format.percent(line.shopF2),
        }),
        seen('repeat', '/app/repeat?pane=products'),
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
        <a href="#details">{t('home:attention.see.orders')}</a>,
      );
  }
}
