import { Form } from '@remix-run/react';
import { Banner, BlockStack, Button, Card, Link, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { settings } from '../../i18n/late/settings';
import { useLateTexts } from '../frame/use-late-texts';
import '../base.css';
import { Said } from '../numbers/said';
import { useFormat, type PageFormat } from '../numbers/use-format';
import { valueSayer } from './say-value';
import { sayAmount } from './say-amount';
import type { ChangeRow, CostsChanged, HistoryView, SpendChanged, UndoAnswer } from './view';

interface HistoryPageProps {
  view: HistoryView;
  /** the result of the last undo */
  answer?: UndoAnswer | undefined;
}

/** What was changed from what to what and when, each with its undo. */
export function HistoryPage({ view, answer }: HistoryPageProps) {
  const { t } = useLateTexts(settings);
  const format = useFormat(view);
  const { changes } = view;
  return (
    <main>
      <Page
        title={t('common:settings.history')}
        subtitle={t('history.subtitle')}
        backAction={{ content: t('back'), url: '/app/settings' }}
      >
        <BlockStack gap="400">
          <Said>{answer !== undefined && <Answer view={view} answer={answer} />}</Said>
          <Card>
            {changes.length === 0 ? (
              <Text as="p">{t('history.none')}</Text>
            ) : (
              <ul className="om-requests" aria-label={t('history.list')}>
                {changes.map((change) => (
                  <li key={`${change.version}.${change.part}.${change.name}`}>
                    <Change change={change} format={format} />
                  </li>
                ))}
              </ul>
            )}
            {view.isCut && <Link url="/app/settings/history?all=1">{t('history.all')}</Link>}
          </Card>
        </BlockStack>
      </Page>
    </main>
  );
}

interface ChangeProps {
  change: ChangeRow;
  format: PageFormat;
}

function Change({ change, format }: ChangeProps) {
  const { t } = useTranslation('settings');
  const say = valueSayer(t, format);
  const { part, name, known, roles, spend, costs } = change;
  const path = `${part}.${name}`;
  const label = known ? t(`name.${path}`) : name;
  // a setting of another release has no words
  const write = (value: unknown) => (known ? say(path, value) : JSON.stringify(value));
  const before =
    spend !== null
      ? t('value.spend', { count: spend.cells, amount: format.money(spend.before) })
      : costs !== null
        ? t('value.unitCosts', { count: costs.costs })
        : write(change.before);
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Text as="p" fontWeight="semibold">
        {costs === null ? label : t('history.costs', { count: costs.products })}
      </Text>
      {costs !== null ? (
        <UnitCosts costs={costs} format={format} />
      ) : spend !== null ? (
        <SpendCells spend={spend} format={format} />
      ) : roles !== null ? (
        <RolesChanged roles={roles} />
      ) : (
        <Text as="p">{t('history.fromTo', { before, after: write(change.after) })}</Text>
      )}
      <Text as="p" tone="subdued">
        <time dateTime={change.at}>{format.moment(change.at)}</time>
      </Text>
      {known && (
        <Undo change={change}>
          <Button
            submit
            size="slim"
            accessibilityLabel={t('history.undoOf', { name: label, before })}
          >
            {t('history.undo')}
          </Button>
        </Undo>
      )}
    </BlockStack>
  );
}

function RolesChanged({ roles }: { roles: NonNullable<ChangeRow['roles']> }) {
  const { t } = useTranslation('settings');
  const rest = roles.products - roles.first.length;
  return (
    <>
      {roles.first.map(({ product, title, before, after }) => (
        <Text as="p" key={product}>
          {t('history.role', {
            product: title ?? t('history.deletedProduct', { id: product }),
            before: t(`role.${before ?? 'none'}`),
            after: t(`role.${after ?? 'none'}`),
          })}
        </Text>
      ))}
      {rest > 0 && <Text as="p">{t('history.moreProducts', { count: rest })}</Text>}
    </>
  );
}

interface SpendCellsProps {
  spend: SpendChanged;
  format: PageFormat;
}

function SpendCells({ spend, format }: SpendCellsProps) {
  const { t } = useTranslation('settings');
  const { first, cells } = spend;
  const say = (amount: number | null) => (amount === null ? t('value.none') : format.money(amount));
  return (
    <>
      {first.map(({ month, channel, before, after }) => (
        <Text as="p" key={`${month} ${channel}`}>
          {t('history.spend', {
            ...{ month: format.month(month), channel },
            ...{ before: say(before), after: say(after) },
          })}
        </Text>
      ))}
      {cells > first.length && (
        <Text as="p">{t('history.moreCells', { count: cells - first.length })}</Text>
      )}
    </>
  );
}

interface UnitCostsProps {
  costs: CostsChanged;
  format: PageFormat;
}

function UnitCosts({ costs: { first, costs }, format }: UnitCostsProps) {
  const { t } = useTranslation('settings');
  const say = (amount: number | null) =>
    amount === null ? t('value.none') : sayAmount(format, amount);
  return (
    <>
      {first.map(({ product, title, variant, from, before, after }) => {
        const own = title ?? t('history.deletedProduct', { id: product });
        return (
          <Text as="p" key={`${product} ${variant ?? ''} ${from ?? ''}`}>
            {t('history.cost', {
              product: variant === null ? own : t('history.variant', { product: own, variant }),
              from:
                from === null ? t('history.always') : t('history.since', { day: format.day(from) }),
              ...{ before: say(before), after: say(after) },
            })}
          </Text>
        );
      })}
      {costs > first.length && (
        <Text as="p">{t('history.moreCosts', { count: costs - first.length })}</Text>
      )}
    </>
  );
}

interface UndoProps {
  change: Pick<ChangeRow, 'version' | 'part' | 'name'>;
  confirmed?: boolean;
  children: React.ReactNode;
}

function Undo({ change, confirmed = false, children }: UndoProps) {
  return (
    <Form method="post">
      <input type="hidden" name="version" value={change.version} />
      <input type="hidden" name="part" value={change.part} />
      <input type="hidden" name="name" value={change.name} />
      {confirmed && <input type="hidden" name="confirmed" value="1" />}
      {children}
    </Form>
  );
}

function Answer({ view, answer }: Required<HistoryPageProps> & { answer: UndoAnswer }) {
  const { t } = useTranslation('settings');
  const say = valueSayer(t, useFormat(view));
  if ('problem' in answer) return <Banner tone="critical">{t(`history.${answer.problem}`)}</Banner>;
  if ('undone' in answer) {
    const { part, name } = answer.undone;
    return (
      <Banner tone="success">{t('history.undone', { name: t(`name.${part}.${name}`) })}</Banner>
    );
  }
  const { changed } = answer;
  const path = `${changed.part}.${changed.name}`;
  // both values would be "3 costs"
  const isOfCosts = path === 'unitCosts.costs';
  const words = {
    name: t(`name.${path}`),
    value: say(path, changed.value),
    before: say(path, changed.before),
  };
  return (
    <Banner tone="warning" title={t('history.changed.title', words)}>
      <BlockStack gap="200" inlineAlign="start">
        <p>{t(isOfCosts ? 'history.changed.bodyCosts' : 'history.changed.body', words)}</p>
        <Undo change={changed} confirmed>
          <Button submit>
            {t(isOfCosts ? 'history.changed.confirmCosts' : 'history.changed.confirm', words)}
          </Button>
        </Undo>
      </BlockStack>
    </Banner>
  );
}
