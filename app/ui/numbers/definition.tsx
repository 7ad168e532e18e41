import { BlockStack, Box, Popover, Text } from '@shopify/polaris';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type definitions from '../../i18n/locales/en/definitions.json';

export type DefinitionName = keyof typeof definitions;

/**
 * A word that opens its definition: how the number is made, what it leaves out, and when it is not
 * known. A button, so it is reached by keyboard; Escape closes it.
 */
export function Term({ name, children }: { name: DefinitionName; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  return (
    <Popover
      active={open}
      onClose={close}
      activatorWrapper="span"
      preferredAlignment="left"
      activator={
        <button
          type="button"
          className="om-term"
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {children}
        </button>
      }
    >
      <DefinitionText name={name} />
    </Popover>
  );
}

/** The definition itself, as it stands in the bubble. */
export function DefinitionText({ name }: { name: DefinitionName }) {
  const { t, i18n } = useTranslation(['definitions', 'numbers']);
  const part = (which: string) =>
    i18n.exists(`definitions:${name}.${which}`) ? t(`definitions:${name}.${which}`) : null;
  const rest = [
    { key: 'leftOut', head: t('numbers:definition.leftOut'), text: part('leftOut') },
    { key: 'unknown', head: t('numbers:definition.unknown'), text: part('unknown') },
  ];
  return (
    <Box padding="400" maxWidth="22rem">
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {t(`definitions:${name}.title`)}
        </Text>
        <Text as="p">{t(`definitions:${name}.formula`)}</Text>
        {rest.map(
          ({ key, head, text }) =>
            text !== null && (
              <Text key={key} as="p" tone="subdued">
                <strong>{head}</strong> {text}
              </Text>
            ),
        )}
      </BlockStack>
    </Box>
  );
}
