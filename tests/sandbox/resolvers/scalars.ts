import type { Money, Timestamp } from '../store/records';

/** A global id, `gid://shopify/Order/1`. */
export function gid(type: string, id: number): string {
  return `gid://shopify/${type}/${String(id)}`;
}

/** The number of a global id of `type`; null for another type or another shape. */
export function idOf(type: string, value: unknown): number | null {
  const match = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(String(value));
  return match && match[1] === type ? Number(match[2]) : null;
}

/** Shopify's DateTime has no fractions of a second. */
export function dateTime(timestamp: Timestamp): string {
  if (timestamp.length === 20 && timestamp.endsWith('Z')) return timestamp;
  const utc = timestamp.endsWith('Z') ? timestamp : new Date(timestamp).toISOString();
  return `${utc.slice(0, 19)}Z`;
}

export function dateTimeOf(seconds: number): string {
  return dateTime(new Date(seconds * 1000).toISOString());
}

/** Shopify's Decimal: `1980` is written `1980.0`, `19.80` is written `19.8`. */
export function decimal(amount: Money): string {
  if (!amount.includes('.')) return `${amount}.0`;
  return amount.replace(/(\.\d+?)0+$/, '$1');
}
