type Look = () => void;
const looks: Look[] = [];
let planned = false;

/** Calls `look` now and after every change of the page; it must do nothing when nothing has changed. */
export function whenPageChanges(look: Look): void {
  if (looks.length === 0) start();
  looks.push(look);
  plan();
}

function start(): void {
  new MutationObserver(plan).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['href', 'rel', 'title', 'variant', 'tone', 'disabled', 'loading', 'label'],
  });
  document.addEventListener('DOMContentLoaded', plan);
}

function plan(): void {
  if (planned) return;
  planned = true;
  setTimeout(() => {
    planned = false;
    for (const look of looks) look();
  });
}
