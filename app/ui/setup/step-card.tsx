import { Form } from '@remix-run/react';
import { Banner, BlockStack, Button, Card, Link, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { setup as texts } from '../../i18n/late/setup';
import type { SetupStep } from '../../terms/setup-steps';
import { useLateTexts } from '../frame/use-late-texts';
import { Said } from '../numbers/said';
import { stepAddress, StepMark } from './step-rows';
import type { Step } from './steps';
import type { SetupAnswer } from './view';
import './setup.css';

interface StepCardProps extends Step {
  number: number;
  /** its work is shown */
  isOpen: boolean;
  /** the door's reply to its form */
  answer: SetupAnswer | undefined;
  /** the step after it that is left to do; null: none */
  next: SetupStep | null;
  /** its work */
  children: ReactNode;
}

/** A step: its name, what it is for, what is so of it, and its work where it is open. */
export function StepCard(props: StepCardProps) {
  const { step, state, number, isOpen, answer, next, children } = props;
  const { t } = useLateTexts(texts);
  const title = t('numbered', { number, title: t(`step.${step}.title`) });
  return (
    <Card>
      <BlockStack gap="300">
        <div className="om-setup-head">
          <Text as="h2" variant="headingMd">
            {isOpen ? title : <Link url={stepAddress(step)}>{title}</Link>}
          </Text>
          <StepMark state={state} />
        </div>
        <Text as="p" tone="subdued">
          {t(`step.${step}.why`)}
        </Text>
        {/* what the import does stands in its step while it runs, too */}
        {step === 'import' && !isOpen && state !== 'done' && children}
        {isOpen && (
          <>
            <Said>{isSaved(answer) && <Saved next={next} />}</Said>
            {children}
            {step !== 'import' && state !== 'done' && <Postpone step={step} next={next} />}
            {/* the browser finds that the survey is placed: what was there before it asked is as high */}
            {step === 'survey' && state === 'done' && (
              <div className="om-setup-after">
                <Onward next={next} />
              </div>
            )}
          </>
        )}
      </BlockStack>
    </Card>
  );
}

function isSaved(answer: SetupAnswer | undefined): boolean {
  if (answer === undefined) return false;
  const reply =
    answer.step === 'costs' ? answer.costs : answer.step === 'roles' ? answer.roles : answer.goal;
  return 'saved' in reply;
}

function Saved({ next }: Pick<StepCardProps, 'next'>) {
  const { t } = useLateTexts(texts);
  return (
    <Banner tone="success" title={t('saved')}>
      <Onward next={next} />
    </Banner>
  );
}

/** Leads to the next step that is left to do, or to Home. */
function Onward({ next }: Pick<StepCardProps, 'next'>) {
  const { t } = useLateTexts(texts);
  return next === null ? (
    <Link url="/app">{t('home')}</Link>
  ) : (
    <Link url={stepAddress(next)}>{t('next', { title: t(`step.${next}.title`) })}</Link>
  );
}

/** Puts the step off, and goes on to the next one. */
function Postpone({ step, next }: Pick<StepCardProps, 'step' | 'next'>) {
  const { t } = useLateTexts(texts);
  return (
    <Form method="post" action={next === null ? '/app/setup' : stepAddress(next)}>
      <input type="hidden" name="act" value="postpone" />
      <input type="hidden" name="step" value={step} />
      <Button submit variant="tertiary">
        {t(step === 'roles' ? 'roles.none' : 'later')}
      </Button>
    </Form>
  );
}
