import { InlineStack, Link, Text } from '@shopify/polaris';

interface PagerProps {
  page: number;
  pages: number;
  address: (page: number) => string;
  /** of the whole, of the links, and which page this is */
  words: { label: string; newer: string; older: string; page: string };
}

/** The pages of a list, the latest first; nothing where there is one. */
export function Pager({ page, pages, address, words }: PagerProps) {
  if (pages <= 1) return null;
  return (
    <nav aria-label={words.label}>
      <InlineStack gap="400" blockAlign="center">
        {page > 1 && <Link url={address(page - 1)}>{words.newer}</Link>}
        <Text as="span" tone="subdued">
          {words.page}
        </Text>
        {page < pages && <Link url={address(page + 1)}>{words.older}</Link>}
      </InlineStack>
    </nav>
  );
}
