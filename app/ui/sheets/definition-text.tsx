import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { StageNumbers } from '../../terms/stage-numbers';

const REST = ['leftOut', 'unknown', 'source'] as const;

interface DefinitionTextProps {
  name: string;
  /** numbers that a definition names */
  rules: StageNumbers;
}

/** A definition: how the number is computed, what it leaves out, when it is unknown, and whose a benchmark is. */
export function DefinitionText({ name, rules }: DefinitionTextProps) {
  const { t, i18n } = useTranslation('numbers');
  const part = (which: string) =>
    i18n.exists(`${name}.${which}`) ? t(`${name}.${which}`, rules) : null;
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
