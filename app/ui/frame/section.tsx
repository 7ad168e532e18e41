import { BlockStack, Card, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { Term } from '../numbers/definition';
import { CardTerm } from '../sheets/sheet-tables';
import type { DefinitionName } from '../numbers/definition-name';

interface SectionProps {
  title: string;
  /** the definition the title opens */
  term?: DefinitionName;
  /** one sentence that says what the numbers mean for this shop */
  meaning?: ReactNode;
  children?: ReactNode;
  /** link to more detail */
  more?: ReactNode;
}

/** A card: its question, the answer in a sentence, then the detail. */
export function Section({ title, term, meaning, children, more }: SectionProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {term === undefined ? title : <Term name={term}>{title}</Term>}
          </Text>
          {meaning !== undefined && <Text as="p">{meaning}</Text>}
        </BlockStack>
        <CardTerm.Provider value={term}>{children}</CardTerm.Provider>
        {more}
      </BlockStack>
    </Card>
  );
}
