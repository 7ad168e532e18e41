import { isRecord, SCORES } from '../contract';

/** What a field says in an event of its own: its `value`, `values` or `checked`. */
export function fieldOf(event: Event, property: string): unknown {
  const field: unknown = event.currentTarget;
  return isRecord(field) ? field[property] : undefined;
}

/** The text in a text area. */
export function textOf(event: Event): string {
  const value = fieldOf(event, 'value');
  return typeof value === 'string' ? value : '';
}

/** The score that a choice list says, whose values are texts; null where nothing is chosen. "0" is a score. */
export function chosenOf(event: Event): number | null {
  const values = fieldOf(event, 'values');
  const chosen: unknown = Array.isArray(values) ? values[0] : undefined;
  return SCORES.find((score) => String(score) === chosen) ?? null;
}
