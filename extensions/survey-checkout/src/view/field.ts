import { isRecord } from '../contract';

/** A property of the event's field: `value`, `values` or `checked`. */
export function fieldOf(event: Event, property: string): unknown {
  const field: unknown = event.currentTarget;
  return isRecord(field) ? field[property] : undefined;
}

/** The text in a text area. */
export function textOf(event: Event): string {
  const value = fieldOf(event, 'value');
  return typeof value === 'string' ? value : '';
}
