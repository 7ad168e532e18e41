import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

const REST = ['leftOut', 'unknown', 'source'] as const;

/** A definition: how the number is computed, what it leaves out, when it is unknown, and whose a benchmark is. */
export function DefinitionText({ name }: { name: string }) {
  const { t, i18n } = useTranslation('numbers');
  const part = (which: string) => (i18n.exists(`${name}.${which}`) ? t(`${name}.${which}`) : null);
  return (
    <BlockStack gap="200">
      <Text as="p">{part('formula')}</Text>
      {REST.map((which) => {
        const text = part(which);
        return (
          text !== null && (
            <Text key={which} as="p" tone="subdued">
              <strong>{t(`definitionParts.${which}`)}</strong> {text}
            </Text>
          )
        );
      })}
    </BlockStack>
  );
}
