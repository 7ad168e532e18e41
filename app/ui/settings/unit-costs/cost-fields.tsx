import { useId } from 'react';
import { unitCosts } from '../../../i18n/late/unit-costs';
import { parseAmount } from '../../../settings/entered/amount';
import { costFields } from '../../../settings/entered/goods/costs-form';
import { useLateTexts } from '../../frame/use-late-texts';
import type { PageFormat } from '../../numbers/use-format';
import '../../frame/forms.css';
import type { CostRow, Faults } from './view';
import './unit-costs.css';

export interface FieldsOf {
  /** the texts that the fields start from, where they differ from the costs, by name */
  initial: Readonly<Record<string, string>>;
  /** the texts now; of fields that were not touched none */
  entered: Readonly<Record<string, string>>;
  faults: Faults;
  currency: string;
  format: PageFormat;
}

interface CostFieldsProps {
  row: CostRow;
  /** the goods' name */
  name: string;
  fields: FieldsOf;
}

/** The unit costs of a product or a variant: those that it has, and one more from another day. */
export function CostFields({ row, name, fields }: CostFieldsProps) {
  const { t } = useLateTexts(unitCosts);
  const { entries, older, goods } = row;
  // a refused form may have had more fields than the goods have costs now
  let end = entries.length + 1;
  while (fields.initial[costFields.cost(goods, end)] !== undefined) end += 1;
  const others = Array.from({ length: end - entries.length }, (_, at) => entries.length + at);
  const isBegun = others.some((place) =>
    [costFields.cost(goods, place), costFields.from(goods, place)].some(
      (field) => (fields.initial[field] ?? '') !== '' || fields.faults[field] !== undefined,
    ),
  );
  const next = others.map((place) => <CostField key={place} {...{ place, row, name, fields }} />);
  return (
    <div className="om-goods-fields">
      {entries.map(({ key }, place) => (
        <CostField key={key} {...{ place, row, name, fields }} />
      ))}
      {entries.length === 0 ? (
        next
      ) : (
        <details open={isBegun}>
          <summary>{t('field.another')}</summary>
          {next}
        </details>
      )}
      {older > 0 && <p className="om-range">{t('field.older', { count: older })}</p>}
    </div>
  );
}

function CostField({ place, row, name, fields }: CostFieldsProps & { place: number }) {
  const { t } = useLateTexts(unitCosts);
  const id = useId();
  const { initial, entered, faults, currency, format } = fields;
  const { goods, sold } = row;
  const [costName, fromName] = [costFields.cost(goods, place), costFields.from(goods, place)];
  const entry = row.entries[place];
  const startOf = (field: string, own: string | undefined) => initial[field] ?? own ?? '';
  const cost = startOf(costName, entry?.cost);
  const from = startOf(fromName, entry?.from);
  const fault = faults[costName] ?? faults[fromName];
  const read = parseAmount(entered[costName] ?? cost, currency);
  const price = sold.quantity > 0 ? sold.worth / sold.quantity : null;
  const amount = 'amount' in read ? read.amount : null;
  const margin = amount === null || price === null || price <= 0 ? null : 1 - amount / price;
  const wrong = (field: string) => faults[field] !== undefined || undefined;
  return (
    <div className="om-goods-cost">
      <label>
        <span className="om-hidden">{name} </span>
        <span>{t('field.cost', { unit: format.unit })}</span>
        <input
          {...{ name: costName, defaultValue: cost, 'aria-invalid': wrong(costName) }}
          className="om-input"
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          aria-describedby={id}
        />
      </label>
      <label>
        <span className="om-hidden">{name} </span>
        <span>{t('field.from')}</span>
        <input
          {...{ name: fromName, defaultValue: from, 'aria-invalid': wrong(fromName) }}
          className="om-input"
          placeholder={t('field.always')}
          autoComplete="off"
          maxLength={40}
          aria-describedby={id}
        />
      </label>
      <p id={id} className="om-range">
        {fault !== undefined ? (
          <span className="om-wrong">{t(`fault.${fault}`, { currency })}</span>
        ) : margin === null ? null : margin < 0 ? (
          <strong>{t('field.abovePrice', { price: format.money(price) })}</strong>
        ) : (
          t('field.margin', { rate: format.percent(margin) })
        )}
      </p>
    </div>
  );
}
