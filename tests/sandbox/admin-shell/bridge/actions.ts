import type { BarAction } from '../protocol';

/** Buttons and links of a bar, with the elements that receive a click in the shell. */
export interface Actions {
  list: BarAction[];
  press(id: string): void;
}

/** Reads the `<button>` and `<a>` of a `<ui-title-bar>`, those in a `<section label>` as a menu. */
export function readActions(bar: Element | null): Actions {
  const elements = [...(bar?.querySelectorAll<HTMLElement>('button, a') ?? [])];
  return {
    list: elements.map((element, index) => ({
      id: String(index),
      label: element.textContent.trim(),
      variant: variantOf(element),
      critical: element.getAttribute('tone') === 'critical',
      disabled: flag(element, 'disabled'),
      loading: flag(element, 'loading'),
      group: element.closest('section')?.getAttribute('label') ?? null,
    })),
    press: (id) => elements[Number(id)]?.click(),
  };
}

/** React writes `loading={true}` as "true" or "", and `loading={false}` may stay as "false". */
export function flag(element: Element | null | undefined, name: string): boolean {
  const value = element?.getAttribute(name);
  return value !== null && value !== undefined && value !== 'false';
}

function variantOf(element: Element): BarAction['variant'] {
  const variant = element.getAttribute('variant');
  return variant === 'primary' || variant === 'breadcrumb' ? variant : 'plain';
}
