import type { Actions } from './actions';
import type { ModalVariant } from './modal';

export interface ModalDialog {
  close(): void;
}

interface ModalDialogOptions {
  title: string;
  variant: ModalVariant;
  content: HTMLElement;
  actions: Actions;
  closed(): void;
}

/** A modal with the app's own children, in the app's document, with the app's styles. */
export function modalDialog(options: ModalDialogOptions): ModalDialog {
  const dialog = document.createElement('dialog');
  dialog.className = 'app-bridge-modal';
  dialog.dataset.variant = options.variant;
  dialog.setAttribute('aria-label', options.title);
  dialog.append(header(options.title, dialog), options.content, footer(options.actions));
  let over = false;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (!over) options.closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  return {
    close() {
      over = true;
      dialog.close();
    },
  };
}

function header(title: string, dialog: HTMLDialogElement): HTMLElement {
  const heading = document.createElement('h2');
  heading.textContent = title;
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = '×';
  close.setAttribute(
    'aria-label',
    document.documentElement.lang.startsWith('ja') ? '閉じる' : 'Close',
  );
  close.addEventListener('click', () => {
    dialog.close();
  });
  const bar = document.createElement('header');
  bar.append(heading, close);
  return bar;
}

function footer(actions: Actions): HTMLElement {
  const bar = document.createElement('footer');
  bar.hidden = actions.list.length === 0;
  // Shopify puts the primary button last, at the right.
  const ordered = [...actions.list].sort((a, b) => rank(a.variant) - rank(b.variant));
  for (const action of ordered) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = action.label;
    button.disabled = action.disabled || action.loading;
    button.dataset.variant = action.critical ? 'critical' : action.variant;
    button.addEventListener('click', () => {
      actions.press(action.id);
    });
    bar.append(button);
  }
  return bar;
}

function rank(variant: string): number {
  return variant === 'primary' ? 1 : 0;
}
