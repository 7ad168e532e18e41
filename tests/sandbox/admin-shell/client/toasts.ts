import type { Calls } from '../protocol';
import type { Boot } from './boot';
import { button, byId, textElement } from './elements';

export interface ToastEvents {
  action(id: string): void;
  dismiss(id: string): void;
}

/** Toasts at the bottom of the shell. */
export function toasts(boot: Boot, events: ToastEvents) {
  const list = byId('toasts', HTMLElement);
  const shown = new Map<string, HTMLElement>();

  function hide(id: string): void {
    const element = shown.get(id);
    if (element === undefined) return;
    shown.delete(id);
    element.remove();
    events.dismiss(id);
  }

  function show(toast: Calls['toast.show']): void {
    const element = document.createElement('div');
    element.className = toast.isError ? 'toast error' : 'toast';
    element.append(textElement('span', toast.message));
    if (toast.action !== null)
      element.append(
        button(toast.action, 'toast-action', () => {
          events.action(toast.id);
          hide(toast.id);
        }),
      );
    const close = button('×', 'toast-close', () => {
      hide(toast.id);
    });
    close.setAttribute('aria-label', boot.say('dismiss'));
    element.append(close);
    shown.set(toast.id, element);
    list.append(element);
    setTimeout(() => {
      hide(toast.id);
    }, toast.duration);
  }

  return { show, hide };
}
