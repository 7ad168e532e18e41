import { flag } from './actions';
import { whenPageChanges } from './observe';
import type { SaveBars } from './save-bar';

interface Watched {
  id: string;
  clean: string;
}

/**
 * `<form data-save-bar>`: the save bar shows while the form differs from its initial state. Save submits the
 * form, Discard resets it; `data-discard-confirmation` asks first.
 */
export function watchForms(bars: SaveBars): void {
  const watched = new WeakMap<HTMLFormElement, Watched>();
  let last = 0;

  function watch(form: HTMLFormElement): void {
    if (watched.has(form)) return;
    const state = { id: `data-save-bar-${String(++last)}`, clean: contents(form) };
    watched.set(form, state);
    const compare = (): void => {
      if (contents(form) === state.clean) bars.hide(state.id);
      else
        bars.show({
          id: state.id,
          saveDisabled: false,
          saveLoading: false,
          discardConfirmation: flag(form, 'data-discard-confirmation'),
          save: () => {
            form.requestSubmit();
          },
          discard: () => {
            form.reset();
          },
        });
    };
    const settle = (): void => {
      // The event fires before the reset: the form has its old values only in the next task.
      setTimeout(() => {
        state.clean = contents(form);
        bars.hide(state.id);
      });
    };
    form.addEventListener('input', compare);
    form.addEventListener('change', compare);
    form.addEventListener('reset', settle);
    form.addEventListener('submit', settle);
  }

  const live = new Set<HTMLFormElement>();
  whenPageChanges(() => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-save-bar]')) {
      watch(form);
      live.add(form);
    }
    for (const form of live)
      if (!form.isConnected) {
        live.delete(form);
        bars.hide(watched.get(form)?.id ?? '');
      }
  });
}

function contents(form: HTMLFormElement): string {
  const entries = [...new FormData(form).entries()].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `${value.name} ${String(value.size)}`,
  ]);
  return JSON.stringify(entries);
}
