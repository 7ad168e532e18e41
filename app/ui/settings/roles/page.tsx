import { Banner, BlockStack, Card, List, Page, Text } from '@shopify/polaris';
import { useState } from 'react';
import { roles } from '../../../i18n/late/roles';
import '../../base.css';
import { SearchForm } from '../../frame/search-form';
import { useLateTexts } from '../../frame/use-late-texts';
import { Said } from '../../numbers/said';
import { useFormat } from '../../numbers/use-format';
import { RolesForm } from './form';
import './roles.css';
import type { RolesAnswer, RolesView } from './view';

interface RolesPageProps {
  view: RolesView;
  /** the result of the last form */
  answer?: RolesAnswer | undefined;
}

/** What each product is for, with suggestions, and what a change would do before it is saved. */
export function RolesPage({ view, answer }: RolesPageProps) {
  const { t } = useLateTexts(roles);
  const format = useFormat(view);
  // a discarded draft is gone, with what was said of it
  const [discarded, setDiscarded] = useState<RolesAnswer>();
  // another form starts from saved roles, once the page has them
  const [saved, setSaved] = useState(0);
  const draft =
    answer !== undefined && 'draft' in answer && answer !== discarded ? answer : undefined;
  if (answer !== undefined && 'saved' in answer)
    if (view.version >= answer.version && saved !== answer.version) setSaved(answer.version);
  const { products, matching, search } = view;
  return (
    <main>
      <Page
        title={t('common:settings.products')}
        subtitle={t('subtitle')}
        backAction={{ content: t('back'), url: '/app/settings' }}
      >
        <BlockStack gap="400">
          <Said>
            {answer !== undefined && 'saved' in answer && (
              <Banner tone="success">{t('saved')}</Banner>
            )}
            {draft?.problem !== undefined && <Problem problem={draft.problem} />}
          </Said>
          <Card>
            <List>
              {(['trial', 'main', 'upsell'] as const).map((what) => (
                <List.Item key={what}>{t(`what.${what}`)}</List.Item>
              ))}
            </List>
          </Card>
          <SearchForm label={t('search.label')} find={t('search.find')} search={search} />
          {products.length === 0 ? (
            <Card>
              <Text as="p">{t(search === '' ? 'none' : 'noneFound', { search })}</Text>
            </Card>
          ) : (
            <>
              {matching > products.length && (
                <Text as="p">
                  {t('more', {
                    shown: format.number(products.length),
                    all: format.number(matching),
                  })}
                </Text>
              )}
              <RolesForm
                key={`${saved} ${search}`}
                view={view}
                format={format}
                answer={draft}
                onDiscard={() => setDiscarded(answer)}
              />
            </>
          )}
        </BlockStack>
      </Page>
    </main>
  );
}

function Problem({ problem }: { problem: NonNullable<ProblemOf<RolesAnswer>> }) {
  const { t } = useLateTexts(roles);
  const name = typeof problem === 'string' ? problem : 'meanwhile';
  return (
    <Banner tone={name === 'unknown' ? 'critical' : 'warning'} title={t(`problem.${name}.title`)}>
      {t(`problem.${name}.body`)}
    </Banner>
  );
}

type ProblemOf<A> = A extends { problem?: infer P } ? P : never;
