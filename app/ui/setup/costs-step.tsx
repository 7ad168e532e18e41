import { Button, Link, Text } from '@shopify/polaris';
import { setup as texts } from '../../i18n/late/setup';
import { useOpened } from '../frame/line/use-opened';
import { useLateTexts } from '../frame/use-late-texts';
import { Said } from '../numbers/said';
import { CostsForm } from '../settings/costs-form';
import type { CostsAnswer, CostsView } from '../settings/costs-view';
import { ofMetrics, SaveAnswer } from '../settings/save-answer';
import { stepAddress } from './step-rows';

interface CostsStepProps {
  view: CostsView;
  /** months with advertising spend */
  spendMonths: number;
  answer: CostsAnswer | undefined;
}

const PARTS = ['retention'] as const;

/** The retention cost, worked out while it is typed, and where advertising spend is entered. */
export function CostsStep({ view, spendMonths, answer }: CostsStepProps) {
  const { t } = useLateTexts(texts);
  const opened = useOpened(view, answer);
  return (
    <>
      <Said>
        {answer !== undefined && !('saved' in answer) && (
          <SaveAnswer view={view} answer={ofMetrics(answer)} />
        )}
      </Said>
      <CostsForm
        key={opened.version}
        opened={opened}
        view={view}
        answer={answer}
        parts={PARTS}
        action={stepAddress('costs')}
      >
        <input type="hidden" name="act" value="costs" />
        <div>
          <Button submit variant="primary">
            {t('costs.save')}
          </Button>
        </div>
      </CostsForm>
      <Text as="p">
        {spendMonths === 0 ? t('costs.noSpend') : t('costs.spend', { count: spendMonths })}{' '}
        <Link url="/app/settings/advertising">
          {t(spendMonths === 0 ? 'costs.advertising' : 'costs.seeSpend')}
        </Link>
      </Text>
      <Text as="p">
        {t('costs.others')} <Link url="/app/settings/costs">{t('costs.open')}</Link>
      </Text>
    </>
  );
}
