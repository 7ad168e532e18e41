import { useTranslation } from 'react-i18next';
import { rules } from '../../../i18n/late/rules';
import type { RuleField } from '../../../settings/entered/rules';
import { STAGES } from '../../../terms/stages';
import { Text } from '../../frame/line/fields';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import type { PageFormat } from '../../numbers/use-format';
import { Sentence, type Fields } from './sentence';
import { TagField } from './tag-field';
import type { RulesView } from './view';
import './rules.css';

interface CardProps {
  fields: Fields;
  view: RulesView;
  format: PageFormat;
}

/** The seven stages in plain words, each number of a rule a field in its sentence. */
export function StagesCard({ fields, view, format }: CardProps) {
  const { t } = useLateTexts(rules);
  const name = useTranslation('stages').t;
  const { tags, reading } = view;
  return (
    <Section title={t('stages.title')} meaning={t('stages.meaning')}>
      <ol className="om-rungs" aria-label={t('stages.list')}>
        {STAGES.map((stage, at) => (
          <li key={stage}>
            <strong>
              {at + 1} {name(`name.${stage}`)}
            </strong>
            <Sentence text={t(`rung.${stage}`)} fields={fields} />
            {stage === 'follower' && <TagField field="followerTags" fields={fields} />}
            {stage === 'fan' && <TagField field="eventTags" fields={fields} />}
          </li>
        ))}
      </ol>
      {tags.length > 0 && (
        <p>
          {t('tags.known', {
            list: tags
              .map(({ tag, customers }) => t('tags.one', { tag, n: format.people(customers) }))
              .join(t('tags.join')),
          })}
        </p>
      )}
      {reading !== null && (
        <p role="status">
          {reading.state === 'failed'
            ? t('tags.failed')
            : t('tags.running', { n: format.people(reading.customers) })}
        </p>
      )}
    </Section>
  );
}

/** What counts as a sale, from which the four segments follow. */
export function SegmentsCard({ fields }: CardProps) {
  const { t } = useLateTexts(rules);
  return (
    <Section title={t('segments.title')} meaning={t('segments.meaning')}>
      <RuleText field="minimumDiscount" help={t('segments.help')} fields={fields} />
    </Section>
  );
}

/** The lapse window or the duration of LTV: automatic, or the shop's own days. */
export function DaysCard({
  what,
  fields,
  view,
  format,
}: CardProps & { what: 'lapse' | 'duration' }) {
  const { t } = useLateTexts(rules);
  const { now } = view;
  const field = what === 'lapse' ? 'lapseDays' : 'durationDays';
  const meaning = () => {
    if (now === null) return undefined;
    return what === 'lapse'
      ? t(`lapse.${now.lapseBasis}`, { days: format.days(now.lapseDays) })
      : t(`duration.${now.durationBasis}`, { days: format.days(now.durationDays) });
  };
  return (
    <Section title={t(`${what}.title`)} meaning={meaning()}>
      <RuleText field={field} help={t(`${what}.help`)} fields={fields} />
    </Section>
  );
}

/** From which day customers count as new, with a suggestion where the history seems to begin in the middle. */
export function NewcomersCard({ fields, view, format }: CardProps) {
  const { t } = useLateTexts(rules);
  const numbers = useTranslation('numbers').t;
  const history = view.now?.history ?? null;
  return (
    <Section title={t('newcomers.title')} meaning={t('newcomers.meaning')}>
      {history !== null && (
        <p>
          {history.begins === 'known'
            ? t('newcomers.known')
            : `${numbers('beginning.name')} ${numbers('beginning.middle', {
                reasons: history.reasons
                  .map((reason) => numbers(`beginning.reason.${reason}`))
                  .join(numbers('beginning.and')),
              })}`}
          {history.suggestedFrom !== null && (
            <> {t('newcomers.suggested', { day: format.day(history.suggestedFrom) })}</>
          )}
        </p>
      )}
      <RuleText field="newcomersFrom" help={t('newcomers.help')} fields={fields} />
    </Section>
  );
}

interface RuleTextProps {
  field: RuleField;
  help: string;
  fields: Fields;
}

function RuleText({ field, help, fields }: RuleTextProps) {
  const { t } = useLateTexts(rules);
  return (
    <Text
      name={field}
      inputMode="decimal"
      label={t(`field.${field}`)}
      help={help}
      initial={fields.initial(field)}
      maxLength={40}
      wrong={fields.wrong(field)}
    />
  );
}
