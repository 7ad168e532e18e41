import { Banner, BlockStack, Card, Link, Spinner, Text } from '@shopify/polaris';
import { useLocation } from '@remix-run/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '../../i18n/late/customers';
import { personTexts } from '../../i18n/late/person';
import type { Who } from '../../terms/people';
import { FileDownload } from '../files/file-download';
import { PageFrame, type NumbersPageProps } from '../frame/page-frame';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { lastDay } from '../numbers/last-day';
import { Said } from '../numbers/said';
import { useFormat, type PageFormat } from '../numbers/use-format';
import { useChosen } from './chosen';
import { ConditionEditor } from './condition-editor';
import { Conditions } from './conditions';
import { LIST } from './list-address';
import { ListPager } from './list-pager';
import { PeopleTable } from './people-table';
import { Delete, SaveView } from './save-view';
import { Found, Search } from './search';
import type { CustomersAnswer, CustomersView, ShownList } from './view';
import { ViewTabs } from './view-tabs';
import { writeWho } from '../../who-address';

interface CustomersPageProps extends NumbersPageProps<CustomersView> {
  /** customers of each tab; null until they are counted */
  counts: Readonly<Record<string, number>> | null;
  /** the result of the last form */
  answer?: CustomersAnswer | undefined;
}

/** Who the customers are whom some conditions choose, and what to do next with each. */
export const CustomersPage = memo(function CustomersPage(props: CustomersPageProps) {
  const { t } = useLateTexts(customers);
  useLateTexts(personTexts);
  const { counts, answer, ...page } = props;
  const format = useFormat(page.status);
  return (
    <PageFrame
      name="customers"
      heading={{ title: t('common:nav.customers'), subtitle: t('subtitle') }}
      tabs={page.view && <ViewTabs view={page.view} counts={counts} format={format} />}
      {...page}
    >
      {(view) => (
        <>
          <Said>{answer !== undefined && <Answer answer={answer} />}</Said>
          <Search />
          {answer !== undefined && 'found' in answer && <Found answer={answer} format={format} />}
          {isRead(view) ? (
            <List view={view} format={format} answer={answer} />
          ) : (
            <Unreadable view={view} />
          )}
        </>
      )}
    </PageFrame>
  );
});

type ReadView = CustomersView & { who: Who };
const isRead = (view: CustomersView): view is ReadView => view.who !== null;

interface ListProps {
  view: ReadView;
  format: PageFormat;
  answer: CustomersAnswer | undefined;
}

function List({ view, format, answer }: ListProps) {
  const { t } = useTranslation('customers');
  const { list, draft } = view;
  const isCounted = typeof list === 'object' && list !== null;
  const { search } = useLocation();
  const chosen = useChosen(search);
  return (
    <>
      <Section
        title={t('answer.listOf', { day: format.day(lastDay(view.asOf)) })}
        meaning={isCounted ? answerOf(list) : undefined}
      >
        <Conditions view={view} format={format} />
        {draft !== null && <ConditionEditor view={view} draft={draft} format={format} />}
        <SaveView view={view} answer={answer} />
      </Section>
      {!isCounted && (
        <Card>
          <p role="status" aria-live="polite">
            <Spinner size="small" /> {t('past.waiting', { day: format.day(lastDay(view.asOf)) })}
          </p>
        </Card>
      )}
      {isCounted && list.customers > 0 && (
        <Card>
          <BlockStack gap="300">
            {list.namesMissing && (
              <Text as="p" tone="subdued">
                {t('table.namesMissing')}
              </Text>
            )}
            <PeopleTable view={view} list={list} chosen={chosen} format={format} />
            <ListPager view={view} list={list} format={format} />
            <FileDownload
              what="customers"
              query={fileQuery(view, chosen.ids)}
              total={chosen.ids.size || list.customers}
              label={
                chosen.ids.size === 0
                  ? t('table.file')
                  : t('table.fileOfChosen', { n: format.people(chosen.ids.size) })
              }
            />
          </BlockStack>
        </Card>
      )}
    </>
  );

  function answerOf({ customers, revenue }: ShownList): string {
    if (customers === 0) return t('answer.none');
    const values = { n: format.people(customers), revenue: format.headlineMoney(revenue) };
    if (view.who.length === 0) return t('answer.everybody', values);
    return t('answer.part', {
      ...values,
      share: format.percent(customers / view.customers),
      revenueShare: format.percent(view.revenue === 0 ? null : revenue / view.revenue),
    });
  }
}

/** The whole list, or the chosen of its rows. */
function fileQuery({ who, asOf }: ReadView, ids: ReadonlySet<string>): string {
  const query = new URLSearchParams({ who: writeWho(who), asOf });
  if (ids.size > 0) query.set('ids', [...ids].join('_'));
  return query.toString();
}

/** An address that chooses none of the shop's customers for certain: it is cut off, or of another release. */
function Unreadable({ view }: { view: CustomersView }) {
  const { t } = useTranslation('customers');
  const own = view.tabs.filter(({ who }) => who === null);
  return (
    <Banner tone="warning" title={t('unreadable.title')}>
      <BlockStack gap="200">
        <p>{t('unreadable.body')}</p>
        <Link url={LIST}>{t('unreadable.do')}</Link>
        {own.map(({ key, name }) => (
          <div key={key}>
            <span translate="no">{name}</span> <Delete id={key} />
          </div>
        ))}
      </BlockStack>
    </Banner>
  );
}

function Answer({ answer }: { answer: CustomersAnswer }) {
  const { t } = useTranslation('customers');
  if ('found' in answer) return null;
  if ('fault' in answer) return <span className="om-hidden">{t('save.refused')}</span>;
  return (
    <Banner tone="success">
      {answer.done === 'deleted' ? t('save.deleted') : t(`save.${answer.done}`, answer)}
    </Banner>
  );
}
