import { rules } from '../../../i18n/late/rules';
import { MOST_TAGS } from '../../../terms/rule-bounds';
import { Text } from '../../frame/line/fields';
import { useLateTexts } from '../../frame/use-late-texts';
import type { Fields } from './sentence';
import { TagChoice } from './tag-choice';

interface TagFieldProps {
  field: 'followerTags' | 'eventTags';
  fields: Fields;
}

/** The tags of one rule: typed, one a line, or chosen from the shop's own. */
export function TagField({ field, fields }: TagFieldProps) {
  const { t } = useLateTexts(rules);
  return (
    <div>
      <Text
        name={field}
        label={t(`field.${field}`)}
        help={t('tags.help', { most: MOST_TAGS })}
        initial={fields.initial(field)}
        lines={3}
        wrong={fields.wrong(field)}
      />
      <TagChoice field={field} />
    </div>
  );
}
