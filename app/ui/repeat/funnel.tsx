import { useTranslation } from 'react-i18next';
import { repeatMore } from '../../i18n/late/repeat-more';
import type { Condition } from '../../terms/people';
import { BarList } from '../charts/bar-list';
import { ChartFigure } from '../charts/chart-figure';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { amounts, numbers, words, type Column } from '../tables/columns';
import { OneMore } from './one-more';
import type { PartProps } from './second-purchase';
import { stepWorths } from './step-worth';
import { bought, People, whomOf } from './whom';

/** A rate of fewer customers is too uncertain to be marked. */
const ENOUGH = 30;

/** F1 to F10: how many customers came so far, and the step that loses the most. */
export function Funnel({ view, format }: PartProps) {
  const { t } = useTranslation('repeat');
  const { t: more } = useLateTexts(repeatMore);
  const worths = stepWorths(view.repeat);
  const whoOf = (condition: Condition) => whomOf(view, condition);
  const { funnel, leaveMost, worstRate } = view.repeat;
  const first = funnel[0] ?? 0;
  const steps = funnel.map((customers, index) => {
    const step = index + 1;
    const before = funnel[index - 1];
    const came = before !== undefined && before > 0;
    return {
      step,
      name: t('funnel.step', { n: step }),
      customers,
      ofFirst: first === 0 ? null : customers / first,
      conversion: came ? customers / before : null,
      lost: came ? before - customers : null,
      worth: worths[index],
      // Step k leads from purchase k to k + 1: its loss shows on this row.
      most: leaveMost?.step === index,
      worst:
        worstRate?.step === index && worstRate.step !== leaveMost?.step && (before ?? 0) >= ENOUGH,
    };
  });
  const mark = (step: (typeof steps)[number]) =>
    step.most
      ? t(step.step === 2 ? 'funnel.mostFirst' : 'funnel.most', {
          from: step.step - 1,
          count: step.lost,
          n: format.number(step.lost),
          rate: format.percent(lossRate(step)),
        })
      : step.worst
        ? t('funnel.worst', { from: step.step - 1, rate: format.percent(lossRate(step)) })
        : undefined;
  const table = {
    columns: [
      numbers(
        'step',
        t('funnel.purchases'),
        ({ step }) => step,
        (n) => t('funnel.step', { n }),
      ),
      numbers('customers', t('funnel.customers'), ({ customers }) => customers, format.number, {
        main: true,
        show: ({ step, customers }) => (
          <People who={whoOf(bought(step, true))}>{format.number(customers)}</People>
        ),
      }),
      numbers('ofFirst', t('funnel.ofFirst'), ({ ofFirst }) => ofFirst, format.percent),
      numbers('conversion', t('funnel.conversion'), (row) => row.conversion, format.percent),
      numbers('lost', t('funnel.lost'), ({ lost }) => lost, format.number, {
        show: ({ step, lost }) =>
          lost === null ? (
            format.number(lost)
          ) : (
            <People who={whoOf(bought(step - 1))}>{format.number(lost)}</People>
          ),
      }),
      amounts('each', more('worth.each'), ({ worth }) => worth?.each ?? null, format),
      amounts('all', more('worth.all'), ({ worth }) => worth?.all ?? null, format),
      words('mark', t('funnel.mark'), ({ most, worst }) =>
        most ? t('funnel.mostShort') : worst ? t('funnel.worstShort') : '',
      ),
    ] satisfies Column<(typeof steps)[number]>[],
    rows: steps,
    keyOf: ({ name }: (typeof steps)[number]) => name,
    marked: ({ most }: (typeof steps)[number]) => most,
  };
  return (
    <Section
      title={t('funnel.title')}
      term="repeat:definition.funnel"
      meaning={
        leaveMost === null
          ? t('funnel.none')
          : t('funnel.meaning', {
              from: leaveMost.step,
              to: leaveMost.step + 1,
              count: leaveMost.lost,
              lost: format.people(leaveMost.lost),
              rate: format.percent(1 - leaveMost.rate),
            })
      }
    >
      <ChartFigure title={t('funnel.title')} table={table} note={t('funnel.note')}>
        <BarList
          label={t('funnel.title')}
          rows={steps.map((step) => ({
            key: step.name,
            name: step.name,
            length: step.ofFirst ?? 0,
            value: (
              <People who={whoOf(bought(step.step, true))}>{format.heads(step.customers)}</People>
            ),
            note:
              step.conversion === null
                ? ''
                : t('funnel.on', { rate: format.percent(step.conversion) }),
            lost: step.most && first > 0 ? (step.lost ?? 0) / first : undefined,
            marked: mark(step),
          }))}
        />
      </ChartFigure>
      {leaveMost !== null && whoOf(bought(leaveMost.step)) !== null && (
        <p>
          <People who={whoOf(bought(leaveMost.step))}>
            {more('funnelSee', { next: leaveMost.step + 1, people: format.people(leaveMost.lost) })}
          </People>
        </p>
      )}
      <OneMore view={view} format={format} />
    </Section>
  );
}

function lossRate({ conversion }: { conversion: number | null }): number | null {
  return conversion === null ? null : 1 - conversion;
}
