import { Link } from '@shopify/polaris';
import { setup as texts } from '../../i18n/late/setup';
import { useLateTexts } from '../frame/use-late-texts';
import type { Step, StepState } from './steps';
import './setup.css';

const MARKS: Record<StepState, string> = {
  ...{ done: '●', open: '○', postponed: '–' },
  ...{ asking: '…', running: '…', failed: '!' },
};

/** What is so of a step: a mark, and its words. */
export function StepMark({ state }: Pick<Step, 'state'>) {
  const { t } = useLateTexts(texts);
  return (
    <span className={`om-setup-state om-setup-${state}`}>
      <span aria-hidden="true">{MARKS[state]}</span> {t(`state.${state}`)}
    </span>
  );
}

/** The address of a step's work. */
export const stepAddress = (step: Step['step']) => `/app/setup?step=${step}`;

/** The steps of a set-up: what each is for, and what is so of it. */
export function StepRows({ steps }: { steps: readonly Step[] }) {
  const { t } = useLateTexts(texts);
  return (
    <ol className="om-setup-steps" aria-label={t('list')}>
      {steps.map(({ step, state }) => (
        <li key={step}>
          <span>
            <Link url={stepAddress(step)}>{t(`step.${step}.title`)}</Link>
            <span className="om-setup-why">{t(`step.${step}.why`)}</span>
          </span>
          <StepMark state={state} />
        </li>
      ))}
    </ol>
  );
}
