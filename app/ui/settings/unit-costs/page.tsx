import { Banner, BlockStack, Card, InlineStack, Link, List, Page, Text } from '@shopify/polaris';
import { useState } from 'react';
import { unitCosts } from '../../../i18n/late/unit-costs';
import '../../base.css';
import { SearchForm } from '../../frame/search-form';
import { useLateTexts } from '../../frame/use-late-texts';
import { Said } from '../../numbers/said';
import { useFormat } from '../../numbers/use-format';
import { Coverage } from './coverage';
import { UnitCostsForm } from './form';
import { MeanwhileNotice } from './meanwhile-notice';
import type { UnitCostsAnswer, UnitCostsView } from './view';
import './unit-costs.css';

interface UnitCostsPageProps {
  view: UnitCostsView;
  /** the result of the last form */
  answer?: UnitCostsAnswer | undefined;
}

/** The merchant's own unit costs, those of the products with the most revenue of unknown cost first. */
export function UnitCostsPage({ view, answer }: UnitCostsPageProps) {
  const { t } = useLateTexts(unitCosts);
  const format = useFormat(view);
  const opened = useOpenedGoods(view, answer);
  const unsaved = answer !== undefined && 'faults' in answer ? answer : undefined;
  const { goods, search } = opened;
  return (
    <main>
      <Page
        title={t('common:settings.unitCosts')}
        subtitle={t('subtitle')}
        backAction={{ content: t('back'), url: '/app/settings' }}
        secondaryActions={[{ content: t('import.open'), url: '/app/settings/unit-costs/import' }]}
        fullWidth
      >
        <BlockStack gap="400">
          <Said>{answer !== undefined && <Answer view={view} answer={answer} />}</Said>
          <Coverage view={view} format={format} />
          <SearchForm label={t('search.label')} find={t('search.find')} search={search} />
          {opened.alone !== null && (
            <Text as="p">
              <Link url="/app/settings/unit-costs">{t('allProducts')}</Link>
            </Text>
          )}
          {goods === null || goods.rows.length === 0 ? (
            <Card>
              <Text as="p">{t(search === '' ? 'none' : 'noneFound', { search })}</Text>
            </Card>
          ) : (
            <UnitCostsForm
              key={`${opened.version} ${opened.page} ${opened.alone ?? ''} ${search}`}
              opened={{ ...opened, goods }}
              unsaved={unsaved}
            />
          )}
          <Pages view={opened} />
        </BlockStack>
      </Page>
    </main>
  );
}

/**
 * What the form was opened with. A save, once the page has what was saved, another page and another search begin a new
 * form; a refused one keeps its texts, also while someone else saves.
 */
function useOpenedGoods(view: UnitCostsView, answer: UnitCostsAnswer | undefined): UnitCostsView {
  const [opened, setOpened] = useState(view);
  const [saved, setSaved] = useState(0);
  const isOther = (['page', 'search', 'alone'] as const).some((of) => view[of] !== opened[of]);
  const version = answer !== undefined && 'saved' in answer ? answer.version : saved;
  const isSaved = version !== saved && view.version >= version;
  if (isSaved) setSaved(version);
  if (isOther || isSaved) setOpened(view);
  return opened;
}

function Pages({ view: { page, pages, search } }: { view: UnitCostsView }) {
  const { t } = useLateTexts(unitCosts);
  const format = (to: number) =>
    `/app/settings/unit-costs?${new URLSearchParams({ ...(search !== '' && { q: search }), page: String(to) }).toString()}`;
  if (pages < 2) return null;
  return (
    <nav aria-label={t('pages.label')}>
      <InlineStack gap="400">
        {page > 1 && <Link url={format(page - 1)}>{t('pages.before')}</Link>}
        <Text as="span">{t('pages.now', { page, pages })}</Text>
        {page < pages && <Link url={format(page + 1)}>{t('pages.next')}</Link>}
      </InlineStack>
    </nav>
  );
}

function Answer({ view, answer }: { view: UnitCostsView; answer: UnitCostsAnswer }) {
  const { t } = useLateTexts(unitCosts);
  if ('saved' in answer) return <Banner tone="success">{t('saved')}</Banner>;
  const { problem } = answer;
  if (problem === undefined) return null;
  if (typeof problem === 'object')
    return (
      <MeanwhileNotice view={view} meanwhile={problem.meanwhile}>
        {t('meanwhile.body')}
      </MeanwhileNotice>
    );
  return (
    <Banner tone="critical" title={t('refused.title')}>
      <List>
        <List.Item>{t(`refused.${problem}`)}</List.Item>
      </List>
    </Banner>
  );
}
