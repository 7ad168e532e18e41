import { Button, Link, Text } from '@shopify/polaris';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { whatIfTexts } from '../../../i18n/late/what-if';
import type { BestQuarter } from '../../../metrics/formulas/best-quarter';
import { leverRange } from '../../../metrics/formulas/lever-range';
import {
  knownDurations,
  whatIf,
  type Changes,
  type Lever,
  type Observed,
} from '../../../metrics/formulas/what-if';
import { useLateTexts } from '../../frame/use-late-texts';
import { Term } from '../../numbers/definition';
import { quarterParts } from '../../numbers/quarter';
import type { PageFormat } from '../../numbers/use-format';
import { LeverField } from './lever-field';
import { leverValue } from './lever-values';
import { useLeverWords } from './lever-words';
import '../what-if.css';

interface LeverRowProps {
  lever: Lever;
  observed: Observed;
  changes: Changes;
  best: BestQuarter | undefined;
  /** days that quarters are compared over */
  comparedDays: number;
  /** what moving this element alone adds, written */
  gainOf: (change: number | undefined) => string;
  format: PageFormat;
  onMove: (change: number) => void;
}

/** One element: a slider, its value as a field, what it adds alone, and the shop's own best quarter. */
export function LeverRow(props: LeverRowProps) {
  const { lever, observed, changes, format, gainOf, onMove } = props;
  const { t } = useLateTexts(whatIfTexts);
  const said = useLeverWords(lever, format);
  const heading = useId();
  const range = leverRange(observed, lever);
  const then = whatIf(observed, changes);
  const value = then && leverValue(then, lever);
  const change = changes[lever] ?? 0;
  const moved = said.moved(change);
  return (
    <div className="om-lever" role="group" aria-labelledby={heading}>
      <p id={heading}>
        <Term name={`ltv:definition.${lever}`}>{said.name}</Term>{' '}
        <strong>{value === null ? null : said.value(value)}</strong>{' '}
        {range !== null && <span className="om-range">{moved}</span>}
      </p>
      {range === null ? (
        <Unknown lever={lever} />
      ) : (
        <div className="om-lever-controls">
          <input
            type="range"
            className="om-lever-slider"
            aria-label={t('slider', { name: said.name })}
            aria-valuetext={`${value === null ? '' : said.value(value)}, ${moved}`}
            min={Math.round(range.least * 100)}
            max={Math.round(range.most * 100)}
            step={lever === 'duration' ? 5 : 1}
            value={Math.round(change * 100)}
            onChange={({ currentTarget }) => onMove(Number(currentTarget.value) / 100)}
          />
          <LeverField {...props} range={range} />
          {change !== 0 && <Text as="p">{t('alone', { gain: gainOf(change) })}</Text>}
        </div>
      )}
      <Reference {...props} />
      {lever === 'duration' && range !== null && <Longest observed={observed} format={format} />}
    </div>
  );
}

function Unknown({ lever }: { lever: Lever }) {
  const { t } = useLateTexts(whatIfTexts);
  // frequency and order value are known wherever LTV is
  if (lever === 'frequency' || lever === 'averageOrderValue') return null;
  return (
    <Text as="p" tone="subdued">
      {t(`unknown.${lever}`)}{' '}
      {lever !== 'duration' && <Link url="/app/settings/costs">{t('unknown.enter')}</Link>}
    </Text>
  );
}

/** The shop's own best quarter, and what reaching it again adds. */
function Reference({ lever, best, comparedDays, gainOf, format, onMove }: LeverRowProps) {
  const { t } = useLateTexts(whatIfTexts);
  const { t: named } = useTranslation('numbers');
  const said = useLeverWords(lever, format);
  if (lever === 'duration') return <Note>{t('best.duration')}</Note>;
  if (lever === 'grossMargin' || lever === 'retentionCost') return <Note>{t('best.cost')}</Note>;
  const isCost = lever === 'acquisitionCost';
  // its own reason stands above
  if (isCost && best === undefined) return null;
  if (best === undefined) return <Note>{t('best.none')}</Note>;
  const all = said.value(best.all);
  const days = format.days(comparedDays);
  if (isCost ? best.change >= 0 : best.change <= 0)
    return <Note>{t(isCost ? 'best.notCheaper' : 'best.below', { all, days })}</Note>;
  return (
    <div>
      <Note>
        {t(isCost ? 'best.cheaper' : 'best.above', {
          quarter: named('quarter', quarterParts(best.quarter)),
          value: said.value(best.value),
          all,
          gain: gainOf(best.change),
          days,
        })}
      </Note>
      <Button variant="plain" onClick={() => onMove(best.change)}>
        {t('best.reach')}
      </Button>
    </div>
  );
}

/** Why the duration ends before twice T. */
function Longest({ observed, format }: { observed: Observed; format: PageFormat }) {
  const { t } = useLateTexts(whatIfTexts);
  const longest = knownDurations(observed).at(-1);
  if (longest === undefined || longest.change >= 1) return null;
  return <Note>{t('longest', { days: format.days(longest.days) })}</Note>;
}

function Note({ children }: { children: string }) {
  return (
    <Text as="p" variant="bodySm" tone="subdued">
      {children}
    </Text>
  );
}
