import { definitions } from '../../../i18n/late/definitions';
import { moves } from '../../../i18n/late/moves';
import { rules as ruleTexts } from '../../../i18n/late/rules';
import type { AmountFigures, AmountsPreview } from '../../../metrics/definitions/amounts.server';
import { useLateTexts } from '../../frame/use-late-texts';
import type { PageFormat } from '../../numbers/use-format';
import { FigureTable } from '../figure-table';
import { isWaiting, PreviewWaiting } from '../preview-waiting';
import { Moved } from '../rules/preview';
import type { Tried } from './view';

interface DefinitionsPreviewProps {
  /** null: nothing was entered yet */
  tried: Pick<Tried, 'preview'> | null;
  running: boolean;
  again: (form: FormData) => void;
  format: PageFormat;
}

/** Who would be in another group, and what amounts would be, before it is saved. */
export function DefinitionsPreview({ tried, running, again, format }: DefinitionsPreviewProps) {
  const { t } = useLateTexts(definitions);
  const { t: rule } = useLateTexts(ruleTexts);
  return (
    <div role="status" aria-live="polite" aria-busy={running}>
      {running ? <p>{rule('preview.running')}</p> : said()}
    </div>
  );

  function said() {
    if (tried === null) return <p>{t('preview.notYet')}</p>;
    const { preview } = tried;
    if (preview === null) return <p>{rule('preview.faulty')}</p>;
    if (preview === 'counting') return <p>{rule('preview.counting')}</p>;
    if (isWaiting(preview)) return <PreviewWaiting waiting={preview} again={again} />;
    const { rules, amounts } = preview;
    const movesRules = Object.values(rules).some((own) => own !== null);
    return (
      <>
        {(movesRules || amounts === null) && (
          <Moved
            preview={rules}
            format={format}
            // of another basis: the health line stands among the amounts, and LTV is counted once it is saved
            without={amounts?.otherBasis === true ? ['value', 'healthAmount'] : undefined}
          />
        )}
        {amounts !== null && <Amounts amounts={amounts} format={format} />}
      </>
    );
  }
}

function Amounts({ amounts, format }: { amounts: AmountsPreview; format: PageFormat }) {
  const { t } = useLateTexts(definitions);
  const { t: move } = useLateTexts(moves);
  const { now, then, otherBasis } = amounts;
  const ofYear =
    (write: (of: NonNullable<AmountFigures['yearly']>) => string) => (of: AmountFigures) =>
      of.yearly === null ? '–' : write(of.yearly);
  const writers: Record<(typeof ROWS)[number], (of: AmountFigures) => string> = {
    revenue: (of) => format.money(of.revenue),
    perOrder: (of) => format.money(of.perOrder),
    perCustomer: (of) => format.money(of.perCustomer),
    reachedAmount: (of) => format.people(of.reachedAmount),
    yearMean: ofYear(({ meanRevenue }) => format.money(meanRevenue)),
    yearReached: ofYear(({ reached }) => format.people(reached)),
    repeaters: ofYear(({ repeaters, line }) =>
      t(repeaters !== null && repeaters >= line ? 'preview.atLine' : 'preview.belowLine', {
        share: format.percent(repeaters),
        line: format.target(line),
      }),
    ),
  };
  const rows = ROWS.filter((row) => otherBasis || OF_YEAR.includes(row)).map((row) => ({
    name: t(`preview.${row}`),
    now: writers[row](now),
    then: writers[row](then),
  }));
  return (
    <>
      <FigureTable
        narrow
        caption={t('preview.amounts')}
        heads={[t('preview.number'), move('before'), move('after')]}
        rows={rows}
      />
      {now.yearly === null && <p className="om-range">{t('preview.noYear')}</p>}
      {otherBasis && <p className="om-range">{t('preview.basis')}</p>}
    </>
  );
}

const ROWS = [
  ...(['revenue', 'perOrder', 'perCustomer', 'reachedAmount'] as const),
  ...(['yearMean', 'yearReached', 'repeaters'] as const),
] as const;
/** Those that a health line of a year moves. */
const OF_YEAR: readonly (typeof ROWS)[number][] = ['yearMean', 'yearReached', 'repeaters'];
