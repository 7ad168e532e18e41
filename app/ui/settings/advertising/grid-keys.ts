import type { KeyboardEvent } from 'react';

/** The name of a cell's place: `data-cell` of its input. Row -1 is that of the names. */
export const cellAt = (row: number, column: number): string => `${row}.${column}`;

/** The place of an input of the grid; null for another element. */
export function placeOf(element: EventTarget): { row: number; column: number } | null {
  if (!(element instanceof HTMLInputElement)) return null;
  const [row, column] = (element.dataset.cell ?? '').split('.').map(Number);
  return row === undefined || column === undefined ? null : { row, column };
}

export function inputAt(grid: Element, row: number, column: number): HTMLInputElement | null {
  return grid.querySelector<HTMLInputElement>(`[data-cell="${cellAt(row, column)}"]`);
}

/** What each key does: rows and columns to go. */
const STEPS: Record<string, readonly [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Enter: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * The keys of a spreadsheet: arrows and Enter go from cell to cell, to the side only from the end of the text; Escape gives a
 * cell the text that it had when it was entered. Tab is the browser's.
 */
export function handleGridKey(event: KeyboardEvent<HTMLElement>): void {
  const place = placeOf(event.target);
  if (place === null || event.nativeEvent.isComposing) return;
  const input = event.target as HTMLInputElement;
  if (event.key === 'Escape') {
    const before = input.dataset.before ?? input.defaultValue;
    if (input.value === before) return;
    setText(input, before);
    // as when it was entered: arrows leave it again
    input.select();
    input.dispatchEvent(new Event('input', { bubbles: true }));
    event.stopPropagation();
    return;
  }
  const step = STEPS[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const [down, right] = step;
  if (right !== 0 && (event.shiftKey || !isAtEnd(input, right))) return;
  const back = event.key === 'Enter' && event.shiftKey ? -1 : 1;
  const next = inputAt(event.currentTarget, place.row + down * back, place.column + right);
  // Enter in the last row sends no form
  if (next !== null || event.key === 'Enter') event.preventDefault();
  next?.focus();
}

/** Keeps the text for Escape, and selects it: what is typed then replaces it. */
export function enterCell(input: HTMLInputElement): void {
  input.dataset.before = input.value;
  input.select();
}

/** React writes uncontrolled inputs once; later texts are the browser's. */
export function setText(input: HTMLInputElement, text: string): void {
  input.value = text;
}

function isAtEnd({ selectionStart, selectionEnd, value }: HTMLInputElement, side: number): boolean {
  const isWhole = selectionStart === 0 && selectionEnd === value.length;
  return (
    isWhole || (selectionStart === selectionEnd && selectionStart === (side < 0 ? 0 : value.length))
  );
}
