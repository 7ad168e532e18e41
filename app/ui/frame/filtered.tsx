import { BlockStack, Card, Spinner, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { FilteredStatus } from './page-status';

/** Why a filtered page shows no numbers; null where it has some. */
export function withoutNumbers(
  filtered: FilteredStatus | null,
  empty: boolean,
): keyof typeof TEXTS | null {
  if (filtered === null || filtered.state === 'all') return null;
  if (filtered.state === 'impossible') return 'impossible';
  if (filtered.state !== 'shown') return 'counting';
  return empty ? 'none' : null;
}

/** Whether the numbers will come by themselves. */
const TEXTS = { counting: true, impossible: false, none: false } as const;

/** Stands in place of a filtered page's numbers. */
export function FilteredNotice({ why }: { why: keyof typeof TEXTS }) {
  const { t } = useTranslation('frame');
  return (
    <Card>
      <div role="status" aria-live="polite">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t(`filtered.${why}.title`)}
          </Text>
          <Text as="p">
            {TEXTS[why] && <Spinner size="small" />} {t(`filtered.${why}.body`)}
          </Text>
        </BlockStack>
      </div>
    </Card>
  );
}
