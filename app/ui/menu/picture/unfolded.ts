/**
 * Does something while an element has its place on the page, whether a pane or a closed part hides it or not. All of it
 * happens before the browser paints, and so nothing is seen.
 */
export function unfolded<Result>(element: Element, act: () => Result): Result {
  const undo: (() => void)[] = [];
  for (let part: Element | null = element; part !== null; part = part.parentElement) {
    if (!(part instanceof HTMLElement)) continue;
    const folded = part;
    if (folded instanceof HTMLDetailsElement && !folded.open) {
      folded.open = true;
      undo.push(() => {
        folded.open = false;
      });
    }
    if (getComputedStyle(folded).display !== 'none') continue;
    const { display } = folded.style;
    folded.style.display = 'block';
    undo.push(() => {
      folded.style.display = display;
    });
  }
  try {
    return act();
  } finally {
    for (const fold of undo) fold();
  }
}
