import { useTranslation } from 'react-i18next';
import { profile } from '../../i18n/late/profile';
import { STAGES, type Stage } from '../../terms/stages';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { daysBetween } from '../numbers/days-between';
import type { PartProps } from './profile-page';
import '../tables/table.css';

interface Step {
  stage: Stage;
  day: string;
  /** days since the step before; null: the first */
  days: number | null;
}

/** The days on which the customer first met each stage's rule. */
export function Path({ view: { standing, stage }, format }: PartProps) {
  const { t } = useLateTexts(profile);
  const { t: stages } = useTranslation('stages');
  if (standing === null || stage === null) return null;
  const steps = stepsOf(standing.reached);
  const now = STAGES.indexOf(stage.stage);
  const isPast = ({ stage: one }: Step) => STAGES.indexOf(one) > now;
  return (
    <Section
      title={t('path.title')}
      meaning={
        steps.some(isPast) ? t('path.fell', { stage: stages(`name.${stage.stage}`) }) : undefined
      }
    >
      <table className="om-table">
        <caption className="om-hidden">{t('path.title')}</caption>
        <thead>
          <tr>
            <th scope="col" className="om-words">
              {t('path.stage')}
            </th>
            <th scope="col" className="om-words">
              {t('path.day')}
            </th>
            <th scope="col">{t('path.days')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.stage}>
              <th scope="row">
                {STAGES.indexOf(step.stage) + 1} {stages(`name.${step.stage}`)}
                {isPast(step) && <span className="om-range"> {t('path.noLonger')}</span>}
              </th>
              <td className="om-words om-main">{format.day(step.day)}</td>
              <td data-label={t('path.days')}>
                {step.days === 0 ? t('path.sameDay') : format.days(step.days)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** Those that were reached, in the order of their days. */
function stepsOf(reached: readonly (string | null)[]): Step[] {
  const days = STAGES.flatMap((stage, at) => {
    const day = reached[at] ?? null;
    return day === null ? [] : [{ stage, day }];
  }).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return days.map((step, at) => {
    const before = days[at - 1];
    return { ...step, days: before === undefined ? null : daysBetween(before.day, step.day) };
  });
}
