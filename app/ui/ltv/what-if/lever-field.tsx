import { useId, useState } from 'react';
import { whatIfTexts } from '../../../i18n/late/what-if';
import type { LeverRange } from '../../../metrics/formulas/lever-range';
import { whatIf, type Changes, type Lever, type Observed } from '../../../metrics/formulas/what-if';
import { useLateTexts } from '../../frame/use-late-texts';
import type { PageFormat } from '../../numbers/use-format';
import { changeOf, fieldText, leverValue } from './lever-values';
import { useLeverWords } from './lever-words';
import '../../frame/forms.css';
import '../what-if.css';

interface LeverFieldProps {
  lever: Lever;
  observed: Observed;
  changes: Changes;
  range: LeverRange;
  format: PageFormat;
  onMove: (change: number) => void;
}

/** An element's value as a number to type. What is typed stays until the field is left, also where it moves nothing. */
export function LeverField({ lever, observed, changes, range, format, onMove }: LeverFieldProps) {
  const { t } = useLateTexts(whatIfTexts);
  const said = useLeverWords(lever, format);
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = useId();
  const supposed = whatIf(observed, changes);
  const unmoved = whatIf(observed, { duration: changes.duration ?? 0 });
  const value = supposed && leverValue(supposed, lever);
  const base = unmoved && leverValue(unmoved, lever);
  if (value === null || base === null) return null;
  const read = (text: string) => {
    const { durationDays } = observed;
    const change = changeOf(lever, text, { value: base, durationDays }, format.currency);
    return change !== null && change >= range.least - SLACK && change <= range.most + SLACK
      ? change
      : null;
  };
  const isWrong = typed !== null && read(typed) === null;
  const valueAt = (change: number) => {
    const end = lever === 'duration' ? observed.durationDays : base;
    const moved = lever === 'grossMargin' ? base + change : end * (1 + change);
    return fieldText(lever, moved, format);
  };
  return (
    <div>
      <label className="om-lever-field">
        <input
          className="om-input"
          inputMode="decimal"
          autoComplete="off"
          aria-label={t('field', { name: said.name, unit: said.unit })}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? wrong : undefined}
          value={typed ?? fieldText(lever, value, format)}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            const change = read(currentTarget.value);
            if (change !== null) onMove(change);
          }}
          onBlur={() => setTyped(null)}
        />
        <span aria-hidden="true">{said.unit}</span>
      </label>
      {isWrong && (
        <p id={wrong} className="om-wrong">
          {t('wrong', { least: valueAt(range.least), most: valueAt(range.most) })}
        </p>
      )}
    </div>
  );
}

/** The ends of the range are written rounded: what they say is in it. */
const SLACK = 0.005;
