import { Link, Text as Words } from '@shopify/polaris';
import { settings } from '../../i18n/late/settings';
import { Text } from '../frame/line/fields';
import { SaveForm } from '../frame/line/save-form';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { useFormat } from '../numbers/use-format';
import { CostsPreview } from './costs-preview';
import { COST_FIELDS, type CostField, type CostsAnswer, type CostsView } from './costs-view';
import { usePreview } from './use-preview';
import '../frame/beside.css';

interface CostsFormProps {
  /** what the page was opened with, or saved last */
  opened: CostsView;
  /** what the shop has now */
  view: CostsView;
  answer?: CostsAnswer | undefined;
}

const PARTS = ['retention', 'margin', 'order'] as const;
/** An amount of many digits, its separators and the currency's name. */
const MOST_LETTERS = 40;

/** The costs' fields; Shopify's own bar saves them. What saving changes stands beside them, or below on a telephone. */
export function CostsForm({ opened, view, answer }: CostsFormProps) {
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
  const year = shown.preview?.figures.at(-1)?.retentionCostPerYear ?? null;
  return (
    <SaveForm
      refused={refused}
      data-discard-confirmation
      onInput={(event) => ask(new FormData(event.currentTarget))}
      onReset={forget}
    >
      <input type="hidden" name="version" value={version} readOnly />
      <div className="om-beside">
        {PARTS.map((part) => (
          <Section key={part} title={t(`costs.${part}.title`)} meaning={t(`costs.${part}.meaning`)}>
            {COST_FIELDS[part].map((field) => (
              <Text
                key={field}
                name={field}
                inputMode="decimal"
                label={t(`costs.field.${field}.label`)}
                help={helpOf(field)}
                initial={refused?.entered[field] ?? opened.texts[field]}
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
              </>
            )}
          </Section>
        ))}
        <CostsPreview view={shown} />
      </div>
    </SaveForm>
  );
}
