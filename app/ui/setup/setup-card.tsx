import { useFetcher } from '@remix-run/react';
import { Button, Link, Text } from '@shopify/polaris';
import { setup as texts } from '../../i18n/late/setup';
import type { ImportProgress } from '../../progress/import-progress';
import type { SetupProgress } from '../../progress/setup';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { usePlacement, type Placement } from '../survey/use-placement';
import { StepRows } from './step-rows';
import { nextStep, stepsOf } from './steps';
import './setup.css';

interface SetupCardProps {
  setup: SetupProgress;
  importing: ImportProgress['state'];
  /** the shop has no numbers of its own to show: a sample is offered */
  sample: boolean;
}

/** A new shop's set-up, on Home in place of what needs attention, until it is done, put off or closed. */
export function SetupCard(props: SetupCardProps) {
  return <SetupCardRows {...props} placement={usePlacement()} />;
}

export function SetupCardRows({
  setup,
  importing,
  sample,
  placement,
}: SetupCardProps & { placement: Placement }) {
  const { t } = useLateTexts(texts);
  const { Form, formData } = useFetcher();
  // closed already, while the reply is on its way
  if (formData !== undefined) return null;
  const steps = stepsOf(setup, placement, importing);
  const done = steps.filter(({ state }) => state === 'done').length;
  const next = nextStep(steps, null);
  return (
    <Section
      title={t('title')}
      meaning={
        done === steps.length
          ? t('finished')
          : t(setup.done.import ? 'progress' : 'meanwhile', { count: done, all: steps.length })
      }
    >
      <StepRows steps={steps} />
      <div className="om-setup-foot">
        {next !== null && <Link url={`/app/setup?step=${next}`}>{t('continue')}</Link>}
        {sample && <Link url="/app/setup/sample">{t('sample.open')}</Link>}
        <Form method="post" action="/app?index">
          <input type="hidden" name="intent" value="dismissSetup" />
          <Button submit size="slim">
            {t('dismiss')}
          </Button>
        </Form>
      </div>
      <Text as="p" tone="subdued">
        {t('again')}
      </Text>
    </Section>
  );
}
