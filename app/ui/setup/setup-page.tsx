import { Form, useLocation } from '@remix-run/react';
import { BlockStack, Button, Card, Link, Page, Text } from '@shopify/polaris';
import { useState } from 'react';
import { setup as texts } from '../../i18n/late/setup';
import '../base.css';
import { useLateTexts } from '../frame/use-late-texts';
import { usePlacement } from '../survey/use-placement';
import { CostsStep } from './costs-step';
import { GoalStep } from './goal-step';
import { ImportStep } from './import-step';
import { RolesStep } from './roles-step';
import { StepCard } from './step-card';
import { nextStep, openStep, stepsOf, type Step } from './steps';
import { SurveyStep } from './survey-step';
import type { SetupAnswer, SetupView } from './view';

interface SetupPageProps {
  view: SetupView;
  /** the result of the last form */
  answer?: SetupAnswer | undefined;
}

/** The set-up of a shop, step by step; each works while the import runs. */
export function SetupPage({ view, answer: given }: SetupPageProps) {
  const { t } = useLateTexts(texts);
  const placement = usePlacement();
  const { setup, status } = view;
  const opened = useOpenedStep(view);
  const answer = useReply(given);
  const { open } = opened;
  const steps = stepsOf(setup, placement, status.importing.state);
  const next = nextStep(steps, open);
  const isFinished = openStep(setup, null) === null;
  return (
    <main>
      <Page
        title={t('title')}
        subtitle={t('subtitle')}
        backAction={{ content: t('back'), url: '/app' }}
        fullWidth
      >
        <BlockStack gap="400">
          {steps.map((each, index) => (
            <StepCard
              key={each.step}
              {...each}
              number={index + 1}
              isOpen={each.step === open}
              answer={answer?.step === each.step ? answer : undefined}
              next={next}
            >
              {work(each)}
            </StepCard>
          ))}
          <Card>
            <BlockStack gap="200" inlineAlign="start">
              <Text as="p">{t('sample.meaning')}</Text>
              <Link url="/app/setup/sample">{t('sample.open')}</Link>
              {setup.dismissed && !isFinished && (
                <Form method="post">
                  <input type="hidden" name="act" value="show" />
                  <Button submit>{t('show')}</Button>
                </Form>
              )}
            </BlockStack>
          </Card>
        </BlockStack>
      </Page>
    </main>
  );

  function work({ step }: Step) {
    switch (step) {
      case 'import':
        return <ImportStep view={view} />;
      case 'survey':
        return <SurveyStep view={view} placement={placement} />;
      case 'costs':
        return (
          opened.costs && (
            <CostsStep
              view={opened.costs}
              spendMonths={setup.spendMonths}
              answer={answer?.step === 'costs' ? answer.costs : undefined}
            />
          )
        );
      case 'roles':
        return (
          opened.roles && (
            <RolesStep
              {...opened.roles}
              status={status}
              answer={answer?.step === 'roles' ? answer.roles : undefined}
            />
          )
        );
      case 'goal':
        return (
          opened.goal && (
            <GoalStep
              view={opened.goal}
              status={status}
              answer={answer?.step === 'goal' ? answer.goal : undefined}
            />
          )
        );
    }
  }
}

/** The reply to the last form of this address: an open page that reads its data again gives it no more. */
function useReply(answer: SetupAnswer | undefined): SetupAnswer | undefined {
  const { key } = useLocation();
  const [kept, setKept] = useState({ key, answer });
  const isNew = answer !== undefined && answer !== kept.answer;
  if (kept.key !== key || isNew) setKept({ key, answer });
  return answer ?? (kept.key === key ? kept.answer : undefined);
}

/**
 * The view whose step is open. Once a colleague, or this page, has done a step that the address does not name, it stays open
 * with what is typed there until the merchant goes on.
 */
function useOpenedStep(view: SetupView): SetupView {
  const isNamed = new URLSearchParams(useLocation().search).has('step');
  const [opened, setOpened] = useState(view);
  const isCurrent = opened === view;
  const stays = !isNamed && view.open !== opened.open;
  if (!isCurrent && !stays) setOpened(view);
  return stays ? opened : view;
}
