import { useRevalidator } from '@remix-run/react';
import { Banner, BlockStack, List, Page } from '@shopify/polaris';
import { useEffect } from 'react';
import { rules } from '../../../i18n/late/rules';
import { settings } from '../../../i18n/late/settings';
import { useOpened } from '../../frame/line/use-opened';
import { useLateTexts } from '../../frame/use-late-texts';
import { Said } from '../../numbers/said';
import { useFormat } from '../../numbers/use-format';
import { valueSayer } from '../say-value';
import { RulesForm } from './form';
import type { RulesAnswer, RulesView } from './view';
import '../../base.css';

interface RulesPageProps {
  view: RulesView;
  /** the result of the last form */
  answer?: RulesAnswer | undefined;
}

/** The rules that customers and numbers are counted by, with whom a change moves. */
export function RulesPage({ view, answer }: RulesPageProps) {
  const { t } = useLateTexts(rules);
  const opened = useOpened(view, answer);
  useWhile(view.reading?.state === 'running');
  return (
    <main>
      <Page
        title={t('common:settings.rules')}
        subtitle={t('subtitle')}
        backAction={{ content: t('back'), url: '/app/settings' }}
        fullWidth
      >
        <BlockStack gap="400">
          <Said>{answer !== undefined && <Answer view={view} answer={answer} />}</Said>
          <RulesForm key={opened.version} opened={opened} view={view} answer={answer} />
        </BlockStack>
      </Page>
    </main>
  );
}

/** The page's data again every few seconds, while Shopify is asked: nothing that was entered changes. */
function useWhile(running: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(revalidate, AGAIN_MS);
    return () => clearInterval(timer);
  }, [running, revalidate]);
}

const AGAIN_MS = 3_000;

function Answer({ view, answer }: { view: RulesView; answer: RulesAnswer }) {
  const { t } = useLateTexts(rules);
  const say = valueSayer(useLateTexts(settings).t, useFormat(view));
  const name = useLateTexts(settings).t;
  if ('saved' in answer) return <Banner tone="success">{t('saved')}</Banner>;
  if ('meanwhile' in answer)
    return (
      <Banner tone="warning" title={t('meanwhile.title')}>
        <List>
          {answer.meanwhile.map((one) => (
            <List.Item key={one.name}>
              {t('meanwhile.value', {
                name: name(`name.metrics.${one.name}`),
                value: say(`metrics.${one.name}`, one.value),
              })}
            </List.Item>
          ))}
        </List>
        <p>{t('meanwhile.body')}</p>
      </Banner>
    );
  return (
    Object.keys(answer.faults).length > 0 && (
      <Banner tone="critical" title={t('wrong.title')}>
        {t('wrong.body')}
      </Banner>
    )
  );
}
