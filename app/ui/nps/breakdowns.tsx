import { BlockStack, Button, ButtonGroup, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DefinitionName } from '../numbers/definition-name';
import { Section } from '../frame/section';
import type { PageFormat } from '../numbers/use-format';
import type { PartProps } from './score-card';
import { ScoreRows, type ScoreRow } from './score-rows';

const TERMS = {
  segment: 'nps:definition.npsBySegment',
  source: 'nps:definition.npsBySource',
  product: 'nps:definition.npsByProduct',
} as const satisfies Record<string, DefinitionName>;

/** Not by stage, since a 9 or 10 makes the stage, and not by month, which the trend shows. */
const BY = ['segment', 'product', 'source'] as const;

interface BreakdownsProps extends PartProps {
  /** shown until the merchant chooses another */
  first?: (typeof BY)[number];
}

/** The score by who answered (segment), about what (product) or where (source): one of them at a time. */
export function Breakdowns({ view: { nps }, format, first = 'segment' }: BreakdownsProps) {
  const { t } = useTranslation('nps');
  const [chosen, setChosen] = useState(first);
  if (nps.allAnswers === 0) return null;
  const nobody = t('by.nobody');
  // customers without a counted order are in no segment: a row only where there are some
  const here = ({ key, answers }: { key: string; answers: number }) =>
    key !== 'none' || answers > 0;
  const rows = {
    segment: nps.bySegment.filter(here).map((row) => ({
      ...row,
      name: row.key === 'none' ? nobody : t(`segment.${row.key}`),
      // customers without a counted order are on no list
      of: row.key === 'none' ? undefined : ({ field: 'segment', is: [row.key] } as const),
    })),
    source: nps.bySource.map((row) => ({ ...row, name: t(`source.${row.key}`) })),
    product: nps.byProduct.map((row) => ({ ...row, name: row.title ?? t('by.unnamed') })),
  };
  return (
    <Section title={t(`by.${chosen}.title`)} term={TERMS[chosen]}>
      <ButtonGroup variant="segmented">
        {BY.map((of) => (
          <Button
            key={of}
            pressed={of === chosen}
            onClick={() => {
              setChosen(of);
            }}
          >
            {t(`by.${of}.head`)}
          </Button>
        ))}
      </ButtonGroup>
      <Breakdown of={chosen} rows={rows[chosen]} format={format} />
    </Section>
  );
}

/** Rows shown at once; the others are one click away. */
const OPEN = 8;

interface BreakdownProps {
  of: (typeof BY)[number];
  rows: ScoreRow[];
  format: PageFormat;
}

function Breakdown({ of, rows, format }: BreakdownProps) {
  const { t } = useTranslation('nps');
  const title = t(`by.${of}.title`);
  const head = t(`by.${of}.head`);
  const rest = rows.slice(OPEN);
  return (
    <BlockStack gap="200">
      {rows.length === 0 ? (
        <Text as="p">{t('by.none')}</Text>
      ) : (
        <ScoreRows title={title} head={head} rows={rows.slice(0, OPEN)} format={format} />
      )}
      {rest.length > 0 && (
        <details className="om-more">
          <summary>{t('by.rest', { count: rest.length, n: format.number(rest.length) })}</summary>
          <ScoreRows title={t('by.restOf', { title })} head={head} rows={rest} format={format} />
        </details>
      )}
    </BlockStack>
  );
}
