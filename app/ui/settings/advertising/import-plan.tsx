import { advertising } from '../../../i18n/late/advertising';
import type { ImportPreview } from '../../../settings/entered/spend-import';
import '../../frame/forms.css';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat } from '../../numbers/use-format';
import { FileLines, ModeChoice, PlanForm } from '../import/plan-form';
import { CostEffect } from './cost-effect';
import { ImportChanges } from './import-changes';
import { faultWords } from './spend-grid';
import type { SpendView } from './view';

interface ImportPlanProps {
  view: SpendView;
  preview: ImportPreview;
}

/** What a file of advertising would change, with its choices. */
export function ImportPlan({ view, preview }: ImportPlanProps) {
  const { t } = useLateTexts(advertising);
  const { unknown } = preview;
  const changes = preview.added + preview.changed + preview.removed;
  return (
    <PlanForm
      preview={preview}
      changes={changes}
      words={{
        ...{ effect: t('effect.title'), effectMeaning: t('effect.meaning') },
        ...{ nothing: t('plan.nothing'), again: t('plan.again') },
        apply: t('plan.apply', { count: changes }),
      }}
      effect={<CostEffect view={view} cost={preview.cost} />}
    >
      <Section title={t('plan.title')} meaning={<Counts view={view} preview={preview} />}>
        {preview.wrongLines > 0 && <WrongLines view={view} preview={preview} />}
        {unknown.length > 0 && (
          <fieldset className="om-choice">
            <legend>{t('plan.unknown')}</legend>
            {unknown.map(({ channel, cells, create }) => (
              <label key={channel} className="om-check">
                <input type="hidden" name="unknown" value={channel} readOnly />
                <input type="checkbox" name="create" value={channel} defaultChecked={create} />
                <span>{t('plan.create', { channel, count: cells })}</span>
              </label>
            ))}
          </fieldset>
        )}
        <ModeChoice
          replace={preview.replace}
          wrongLines={preview.wrongLines}
          words={{
            ...{ mode: t('plan.mode'), add: t('plan.add') },
            ...{ replace: t('plan.replace'), kept: t('plan.kept') },
          }}
        />
        <ImportChanges view={view} preview={preview} />
      </Section>
    </PlanForm>
  );
}

function Counts({ view, preview }: ImportPlanProps) {
  const { t } = useLateTexts(advertising);
  const format = useFormat(view);
  return (['added', 'changed', 'same', 'removed'] as const)
    .filter((what) => what !== 'removed' || preview.replace)
    .map((what) => t(`plan.${what}`, { n: format.number(preview[what]) }))
    .join(t('join'));
}

function WrongLines({ view, preview }: ImportPlanProps) {
  const { t } = useLateTexts(advertising);
  const format = useFormat(view);
  const { wrong, wrongLines } = preview;
  const textOf = ({ line, fault, text }: ImportPreview['wrong'][number]) => {
    const what = t(`fault.${fault}`, { ...faultWords(view), text });
    const echo = text !== '' && fault !== 'repeated' ? t('plan.echo', { text }) : '';
    return `${t('plan.line', { line: format.number(line), what })}${echo}`;
  };
  return (
    <FileLines
      title={t('plan.wrong', { count: wrongLines })}
      lines={wrong.map((one) => ({ line: one.line, text: textOf(one) }))}
      more={
        wrongLines > wrong.length ? t('plan.moreWrong', { count: wrongLines - wrong.length }) : null
      }
    />
  );
}
