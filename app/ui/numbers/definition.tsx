import { BlockStack, Box, Popover, Text } from '@shopify/polaris';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type home from '../../i18n/locales/en/home.json';
import type ltv from '../../i18n/locales/en/ltv.json';
import type nps from '../../i18n/locales/en/nps.json';
import type numbers from '../../i18n/locales/en/numbers.json';
import type repeat from '../../i18n/locales/en/repeat.json';
import type stages from '../../i18n/locales/en/stages.json';
import type { NumberKey } from '../../metrics/shown';
import './definition.css';

/** A definition's place in the page's locale file: by its name, or beside the label of a number. */
export type DefinitionName =
  | Named<'home', typeof home>
  | Named<'ltv', typeof ltv>
  | Named<'nps', typeof nps>
  | Named<'numbers', typeof numbers>
  | Named<'repeat', typeof repeat>
  | Named<'stages', typeof stages>
  | `${string}:number.${NumberKey}`;
type Named<
  P extends string,
  T extends { definition: object },
> = `${P}:definition.${keyof T['definition'] & string}`;

/**
 * A word that opens its definition: how the number is computed, what it excludes, and when it is
 * unknown. It is a button, so that the keyboard reaches it; Escape closes it.
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

/** The text of the definition in the bubble. */
export function DefinitionText({ name }: { name: DefinitionName }) {
  const { t, i18n } = useTranslation('numbers');
  const part = (which: string) => (i18n.exists(`${name}.${which}`) ? t(`${name}.${which}`) : null);
  const rest = [
    { key: 'leftOut', head: t('definitionParts.leftOut'), text: part('leftOut') },
    { key: 'unknown', head: t('definitionParts.unknown'), text: part('unknown') },
  ];
  return (
    <Box padding="400" maxWidth="22rem">
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {part('title') ?? part('label')}
        </Text>
        <Text as="p">{part('formula')}</Text>
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
