import { useTranslation } from 'react-i18next';
import type { DefinitionName } from '../numbers/definition-name';
import { Section } from '../frame/section';
import type { PageFormat } from '../numbers/use-format';
import type { PartProps } from './score-card';
import { ScoreRows, type ScoreRow } from './score-rows';

const TERMS = {
  stage: 'nps:definition.npsByStage',
  segment: 'nps:definition.npsBySegment',
  source: 'nps:definition.npsBySource',
  month: 'nps:definition.npsByMonth',
  product: 'nps:definition.npsByProduct',
} as const satisfies Record<string, DefinitionName>;

/** The score by who answered (stage, segment), where (source), when (month) and about what (product). */
export function Breakdowns({ view: { nps, incompleteMonth }, format }: PartProps) {
  const { t } = useTranslation(['nps', 'stages']);
  if (nps.allAnswers === 0) return null;
  const nobody = t('nps:by.nobody');
  // customers without a counted order have no stage: a row only where there are some
  const here = ({ key, answers }: { key: string; answers: number }) =>
    key !== 'none' || answers > 0;
  const rows = {
    stage: nps.byStage.filter(here).map((row) => ({
      ...row,
      name: row.key === 'none' ? nobody : t(`stages:name.${row.key}`),
    })),
    segment: nps.bySegment.filter(here).map((row) => ({
      ...row,
      name: row.key === 'none' ? nobody : t(`nps:segment.${row.key}`),
    })),
    source: nps.bySource.map((row) => ({ ...row, name: t(`nps:source.${row.key}`) })),
    month: [...nps.byMonth].reverse().map((row) => {
      const month = format.month(row.key);
      return {
        ...row,
        name: row.key === incompleteMonth ? t('nps:by.month.open', { month }) : month,
      };
    }),
    product: nps.byProduct.map((row) => ({ ...row, name: row.title ?? t('nps:by.unnamed') })),
  };
  return (
    <>
      <div className="om-two">
        {(['stage', 'segment', 'source', 'month'] as const).map((of) => (
          <Breakdown key={of} of={of} rows={rows[of]} format={format} />
        ))}
      </div>
      <Breakdown of="product" rows={rows.product} format={format} />
    </>
  );
}

/** Rows shown at once; the others are one click away. */
const OPEN = 8;

interface BreakdownProps {
  of: keyof typeof TERMS;
  rows: ScoreRow[];
  format: PageFormat;
}

function Breakdown({ of, rows, format }: BreakdownProps) {
  const { t } = useTranslation('nps');
  const title = t(`by.${of}.title`);
  const head = t(`by.${of}.head`);
  const rest = rows.slice(OPEN);
  if (rows.length === 0) return null;
  return (
    <Section
      title={title}
      term={TERMS[of]}
      meaning={of === 'stage' ? t('by.stage.note') : undefined}
    >
      <ScoreRows title={title} head={head} rows={rows.slice(0, OPEN)} format={format} />
      {rest.length > 0 && (
        <details className="om-more">
          <summary>{t('by.rest', { count: rest.length, n: format.number(rest.length) })}</summary>
          <ScoreRows title={t('by.restOf', { title })} head={head} rows={rest} format={format} />
        </details>
      )}
    </Section>
  );
}
