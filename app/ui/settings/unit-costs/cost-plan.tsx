import { unitCosts } from '../../../i18n/late/unit-costs';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat } from '../../numbers/use-format';
import { CostsMoved } from '../costs-preview';
import { ChangesTable } from '../import/changes-table';
import { FileLines, ModeChoice, PlanForm } from '../import/plan-form';
import type { CostImportView, ReadFile } from './import-view';
import { sayAmount } from '../say-amount';

interface CostPlanProps extends ReadFile {
  view: CostImportView;
}

/** What a file of unit costs would change, with its choices. */
export function CostPlan({ view, preview, effect }: CostPlanProps) {
  const { t } = useLateTexts(unitCosts);
  const format = useFormat(view);
  const { wrong, wrongLines, unknown, unknownLines } = preview;
  const changes = preview.added + preview.changed + preview.removed;
  const counts = (['added', 'changed', 'same', 'removed'] as const)
    .filter((what) => what !== 'removed' || preview.replace)
    .map((what) => t(`plan.${what}`, { n: format.number(preview[what]) }));
  const lineOf = (line: number, what: string) =>
    t('plan.line', { line: format.number(line), what });
  const moreThan = (shown: number, all: number) =>
    all > shown ? t('plan.moreLines', { count: all - shown }) : null;
  return (
    <PlanForm
      preview={preview}
      changes={changes}
      words={{
        ...{ effect: t('plan.effect'), effectMeaning: t('plan.effectMeaning') },
        ...{ nothing: t('plan.nothing'), again: t('plan.again') },
        apply: t('plan.apply', { count: changes }),
      }}
      effect={
        <CostsMoved
          view={{ ...view, faults: {}, preview: effect }}
          only={['coverage', 'grossMargin', 'value']}
        />
      }
    >
      <Section title={t('plan.title')} meaning={counts.join(t('join'))}>
        {wrongLines > 0 && (
          <FileLines
            title={t('plan.wrong', { count: wrongLines })}
            lines={wrong.map(({ line, fault, text }) => {
              const what = t(`fault.${fault}`, { currency: view.currency, text });
              const echo = text !== '' && fault !== 'repeated' ? t('plan.echo', { text }) : '';
              return { line, text: `${lineOf(line, what)}${echo}` };
            })}
            more={moreThan(wrong.length, wrongLines)}
          />
        )}
        {unknownLines > 0 && (
          <FileLines
            title={t('plan.unknown', { count: unknownLines })}
            lines={unknown.map(({ line, text }) => ({ line, text: lineOf(line, text) }))}
            more={moreThan(unknown.length, unknownLines)}
          />
        )}
        <ModeChoice
          replace={preview.replace}
          wrongLines={preview.wrongLines}
          words={{
            ...{ mode: t('plan.mode'), add: t('plan.add') },
            ...{ replace: t('plan.replace'), kept: t('plan.kept') },
          }}
        />
        <Changes {...{ view, preview, effect }} />
      </Section>
    </PlanForm>
  );
}

/** The first changes of the file. */
function Changes({ view, preview: { first, added, changed, removed } }: CostPlanProps) {
  const { t } = useLateTexts(unitCosts);
  const format = useFormat(view);
  const rest = added + changed + removed - first.length;
  return (
    <ChangesTable
      caption={t('plan.changes')}
      heads={[t('plan.goods'), t('field.from'), t('plan.before'), t('plan.after')]}
      rows={first.map(({ title, product, variant, from, before, after }) => {
        const own = title ?? t('deleted', { id: product });
        return {
          key: `${product} ${variant ?? ''} ${from ?? ''}`,
          name: variant === null ? own : t('variantOf', { product: own, variant }),
          cells: [
            from === null ? t('field.always') : format.day(from),
            ...[sayAmount(format, before), sayAmount(format, after)],
          ],
        };
      })}
      rest={rest > 0 ? t('plan.rest', { count: rest }) : null}
    />
  );
}
