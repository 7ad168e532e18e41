import { BlockStack } from '@shopify/polaris';
import { rules } from '../../../i18n/late/rules';
import { RULE_BOUNDS, type RuleField } from '../../../settings/entered/rules';
import { MOST_TAGS } from '../../../terms/rule-bounds';
import { SaveForm } from '../../frame/line/save-form';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat } from '../../numbers/use-format';
import { DaysCard, NewcomersCard, SegmentsCard, StagesCard } from './cards';
import { RulesPreview } from './preview';
import type { Fields } from './sentence';
import type { RulesAnswer, RulesView, Tried } from './view';
import { OpenedTexts } from '../opened-texts';
import { TriedPreview } from '../tried-preview';
import { useTry } from '../use-try';
import '../tried.css';

interface RulesFormProps {
  /** what the page was opened with, or saved last */
  opened: RulesView;
  /** what the shop has now */
  view: RulesView;
  answer?: RulesAnswer | undefined;
}

/** The rules' fields; Shopify's own bar saves them. What saving changes stands beside them, or below on a telephone. */
export function RulesForm({ opened, view, answer }: RulesFormProps) {
  const { t } = useLateTexts(rules);
  const format = useFormat(opened);
  const { tried, running, ask, again, forget } = useTry<Tried>('preview');
  const refused = answer === undefined || 'saved' in answer ? undefined : answer;
  const version = refused && 'meanwhile' in refused ? refused.version : opened.version;
  const shown = tried ?? (refused && isTried(refused) ? refused : null);
  const faults = tried?.faults ?? (refused && 'faults' in refused ? refused.faults : {});
  const fields: Fields = {
    initial: (field) => refused?.entered[field] ?? opened.texts[field],
    wrong: (field) => {
      const fault = faults[field];
      return fault === undefined ? null : t(`fault.${fault}`, boundsOf(field));
    },
  };
  const card = { fields, view, format };
  return (
    <SaveForm
      refused={refused}
      data-discard-confirmation
      onInput={(event) => {
        // the form itself says that it counts as changed again
        if (event.target !== event.currentTarget) ask(new FormData(event.currentTarget));
      }}
      onReset={forget}
    >
      <input type="hidden" name="version" value={version} readOnly />
      <OpenedTexts texts={opened.texts} />
      <div className="om-tried">
        <BlockStack gap="400">
          <StagesCard {...card} />
          <SegmentsCard {...card} />
          <DaysCard what="lapse" {...card} />
          <DaysCard what="duration" {...card} />
          <NewcomersCard {...card} />
        </BlockStack>
        <TriedPreview title={t('preview.title')} see={t('preview.see')}>
          <RulesPreview tried={shown} running={running} again={again} format={format} />
        </TriedPreview>
      </div>
    </SaveForm>
  );
}

const isTried = (answer: RulesAnswer): answer is Tried => 'preview' in answer;

/** The bounds that a field's sentence names. */
function boundsOf(field: RuleField): { least?: number; most?: number } {
  if (field === 'followerTags' || field === 'eventTags') return { most: MOST_TAGS };
  return field in RULE_BOUNDS ? RULE_BOUNDS[field as keyof typeof RULE_BOUNDS] : {};
}
