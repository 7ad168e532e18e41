import { isRecord, SCORES } from '../contract';

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

/** The score of a choice list, whose values are texts; null where none is chosen. */
export function chosenOf(event: Event): number | null {
  const values = fieldOf(event, 'values');
  const chosen: unknown = Array.isArray(values) ? values[0] : undefined;
  return SCORES.find((score) => String(score) === chosen) ?? null;
}
