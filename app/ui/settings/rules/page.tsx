import { useRevalidator } from '@remix-run/react';
import { BlockStack, Page } from '@shopify/polaris';
import { useEffect } from 'react';
import { rules } from '../../../i18n/late/rules';
import { useOpened } from '../../frame/line/use-opened';
import { useLateTexts } from '../../frame/use-late-texts';
import { Said } from '../../numbers/said';
import { ofMetrics, SaveAnswer } from '../save-answer';
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
          <Said>
            {answer !== undefined && !isPreview(answer) && (
              <SaveAnswer view={view} answer={ofMetrics(answer)} />
            )}
          </Said>
          <RulesForm key={opened.version} opened={opened} view={view} answer={answer} />
        </BlockStack>
      </Page>
    </main>
  );
}

/** A form that was tried, and has nothing wrong, was not refused. */
const isPreview = (answer: RulesAnswer): boolean =>
  'preview' in answer && Object.keys(answer.faults).length === 0;

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
