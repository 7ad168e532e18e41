import { Link, Text as Words } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { settings } from '../../i18n/late/settings';
import { FIELDS_OF_COSTS, type CostField } from '../../settings/entered/costs';
import { Text } from '../frame/line/fields';
import { SaveForm } from '../frame/line/save-form';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { useFormat } from '../numbers/use-format';
import { CostsPreview } from './costs-preview';
import type { CostsAnswer, CostsView } from './costs-view';
import { OpenedTexts } from './opened-texts';
import { usePreview } from './use-preview';
import '../frame/beside.css';

interface CostsFormProps {
  /** what the page was opened with, or saved last */
  opened: CostsView;
  /** what the shop has now */
  view: CostsView;
  answer?: CostsAnswer | undefined;
  /** the costs that are shown; the others are sent as they are, since every preview has all */
  parts?: readonly Part[];
  /** the door; default: that of the page */
  action?: string;
  /** below the retention cost */
  children?: ReactNode;
}

const PARTS = ['retention', 'margin', 'order'] as const;
type Part = (typeof PARTS)[number];
const FIELDS: Record<Part, readonly CostField[]> = {
  retention: FIELDS_OF_COSTS.retention,
  margin: FIELDS_OF_COSTS.defaultMargin,
  order: FIELDS_OF_COSTS.orderCost,
};
/** An amount of many digits, its separators and the currency's name. */
const MOST_LETTERS = 40;

/** The costs' fields; Shopify's own bar saves them. What saving changes stands beside them, or below on a telephone. */
export function CostsForm(props: CostsFormProps) {
  const { opened, view, answer, parts = PARTS, action, children } = props;
  const { t } = useLateTexts(settings);
  const format = useFormat(opened);
  const { shown, isEntered, ask, forget } = usePreview(view);
  const refused = answer === undefined || 'saved' in answer ? undefined : answer;
  const faults = refused && 'faults' in refused && !isEntered ? refused.faults : shown.faults;
  const version = refused && 'meanwhile' in refused ? refused.version : opened.version;
  const people = opened.preview && format.people(opened.preview.customers);
  const helpOf = (field: CostField) =>
    field === 'customers' && people === null
      ? t('costs.field.customers.helpUnknown')
      : t(`costs.field.${field}.help`, { people });
  const wrongOf = (field: CostField) => {
    const fault = faults[field];
    return fault === undefined ? null : t(`costs.fault.${fault}`, { currency: opened.currency });
  };
  const textOf = (field: CostField) => refused?.entered[field] ?? opened.texts[field];
  const year = shown.retentionPerYear;
  return (
    <SaveForm
      action={action}
      refused={refused}
      data-discard-confirmation
      onInput={(event) => ask(new FormData(event.currentTarget))}
      onReset={forget}
    >
      <input type="hidden" name="version" value={version} readOnly />
      <OpenedTexts texts={opened.texts} />
      {PARTS.filter((part) => !parts.includes(part)).map((part) =>
        FIELDS[part].map((field) => (
          <input key={field} type="hidden" name={field} value={textOf(field)} readOnly />
        )),
      )}
      <div className="om-beside">
        {parts.map((part) => (
          <Section key={part} title={t(`costs.${part}.title`)} meaning={t(`costs.${part}.meaning`)}>
            {FIELDS[part].map((field) => (
              <Text
                key={field}
                name={field}
                inputMode="decimal"
                label={t(`costs.field.${field}.label`, { unit: format.unit })}
                help={helpOf(field)}
                initial={textOf(field)}
                maxLength={MOST_LETTERS}
                wrong={wrongOf(field)}
              />
            ))}
            {part === 'margin' && (
              <Link url="/app/settings/unit-costs">{t('costs.margin.unitCosts')}</Link>
            )}
            {part === 'retention' && (
              <>
                <Words as="p">
                  <output>
                    {year !== null &&
                      t('costs.retention.result', {
                        month: format.money(year / 12),
                        year: format.money(year),
                      })}
                  </output>
                </Words>
                <p className="om-range">{t('costs.retention.example')}</p>
                {children}
              </>
            )}
          </Section>
        ))}
        <CostsPreview view={shown} />
      </div>
    </SaveForm>
  );
}
