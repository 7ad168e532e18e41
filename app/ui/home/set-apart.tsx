import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { OrdersSetApart } from '../../progress/set-apart';
import type { PageFormat } from '../numbers/use-format';
import '../frame/left-out.css';

/** The orders set apart, by name, and what to do about them. */
export function SetApart({ count, named, format }: OrdersSetApart & { format: PageFormat }) {
  const { t } = useTranslation('home');
  if (count === 0) return null;
  const more = count - named.length;
  return (
    <BlockStack gap="200">
      <Text as="p" tone="caution">
        {t('setApart.summary', { count, n: format.number(count) })}
      </Text>
      <ul className="om-reasons">
        {named.map(({ name, why }) => (
          <li key={name}>
            <strong>{name}</strong>
            <span>{t(`setApart.why.${why}`)}</span>
          </li>
        ))}
        {more > 0 && <li>{t('setApart.more', { count: more, n: format.number(more) })}</li>}
      </ul>
      <Text as="p">{t('setApart.next')}</Text>
    </BlockStack>
  );
}
