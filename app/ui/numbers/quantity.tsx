import { Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { UNKNOWN } from '../../i18n/format';
import { Term } from './definition';
import type { DefinitionName } from './definition-name';
import './quantity.css';

interface QuantityProps {
  term: DefinitionName;
  label: ReactNode;
  /** written out, or a link with it; null shows – with the reason */
  value: ReactNode;
  /** 95 % interval, written out */
  range?: string | null;
  note?: ReactNode;
  /** why it is not known; replaces the note */
  reason?: string | null;
  small?: boolean;
}

/** One number: its name (which opens its definition), the number, and notes on it. */
export function Quantity({ term, label, value, range, note, reason, small }: QuantityProps) {
  const beside = value === null ? reason : note;
  return (
    <div>
      <Text as="p" variant="bodyMd" tone="subdued">
        <Term name={term}>{label}</Term>
      </Text>
      <p className={small ? 'om-number om-number-small' : 'om-number'}>{value ?? UNKNOWN}</p>
      {value !== null && range != null && <p className="om-range">{range}</p>}
      {beside != null && (
        <Text as="p" tone="subdued">
          {beside}
        </Text>
      )}
    </div>
  );
}

/** Several small quantities side by side. */
export function Facts({ children }: { children: ReactNode }) {
  return <div className="om-facts">{children}</div>;
}
