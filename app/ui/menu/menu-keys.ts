/**
 * The item that a key leads to in a menu (WAI-ARIA APG, menu button); null for a key that moves nothing.
 * @param at the item with the focus; -1: none
 * @param names of the items: a letter leads to the next one that begins with it
 */
export function itemAfter(key: string, at: number, names: readonly string[]): number | null {
  const last = names.length - 1;
  if (last < 0) return null;
  switch (key) {
    case 'ArrowDown':
      return at >= last ? 0 : at + 1;
    case 'ArrowUp':
      return at <= 0 ? last : at - 1;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return key.length === 1 && key !== ' ' ? beginningWith(key.toLowerCase(), at, names) : null;
  }
}

function beginningWith(letter: string, at: number, names: readonly string[]): number | null {
  const order = names.map((_, index) => (at + 1 + index) % names.length);
  return order.find((index) => names[index]?.trim().toLowerCase().startsWith(letter)) ?? null;
}

/**
 * Makes a disclosure a menu by keyboard: arrows, Home, End and letters move between its items, Tab and a press outside
 * close it. Escape is the strip's.
 * @param onOpen draws the items; the focus goes to the first one after it
 * @returns ends it
 */
export function followMenu(menu: HTMLDetailsElement, onOpen: () => void): () => void {
  const items = () => [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const button = menu.querySelector('summary');
  let entry: 'ArrowDown' | 'ArrowUp' = 'ArrowDown';

  const focusFrom = (at: number, key: string): boolean => {
    const all = items();
    const next = itemAfter(
      key,
      at,
      all.map(({ textContent }) => textContent),
    );
    if (next === null) return false;
    all[next]?.focus();
    return true;
  };
  const opened = () => {
    if (!menu.open) return;
    onOpen();
    if (document.activeElement === button) focusFrom(-1, entry);
    entry = 'ArrowDown';
  };
  const onKey = (event: KeyboardEvent) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target === button && !menu.open) {
      if (key !== 'ArrowDown' && key !== 'ArrowUp') return;
      event.preventDefault();
      entry = key;
      menu.open = true;
      return;
    }
    const at = items().findIndex((item) => item === target);
    if (key === 'Tab') menu.open = false;
    else if (key === ' ' && target instanceof HTMLAnchorElement) {
      event.preventDefault();
      target.click();
    } else if (focusFrom(at, key)) event.preventDefault();
  };
  const onPress = ({ target }: Event) => {
    if (target instanceof Node && !menu.contains(target)) menu.open = false;
  };
  menu.addEventListener('toggle', opened);
  menu.addEventListener('keydown', onKey);
  document.addEventListener('pointerdown', onPress);
  // its code may come after the press that opened it; React draws nothing at once while an effect runs
  queueMicrotask(opened);
  return () => {
    menu.removeEventListener('toggle', opened);
    menu.removeEventListener('keydown', onKey);
    document.removeEventListener('pointerdown', onPress);
  };
}
