import type { Calls } from '../protocol';
import type { Boot } from './boot';
import { ask } from './dialogs';
import { byId } from './elements';

type State = Calls['saveBar'];

/** The contextual save bar over the top bar; one at a time, the newest. */
export function saveBar(boot: Boot, press: (kind: 'save' | 'discard', id: string) => void) {
  const bar = byId('save-bar', HTMLElement);
  const save = byId('save-bar-save', HTMLButtonElement);
  const discard = byId('save-bar-discard', HTMLButtonElement);
  const open = new Map<string, State>();
  const current = (): State | undefined => [...open.values()].at(-1);

  function draw(): void {
    const state = current();
    bar.hidden = state === undefined;
    save.disabled = state !== undefined && (state.saveDisabled || state.saveLoading);
    save.toggleAttribute('aria-busy', state?.saveLoading ?? false);
  }

  save.addEventListener('click', () => {
    const state = current();
    if (state !== undefined) press('save', state.id);
  });
  discard.addEventListener('click', () => {
    const state = current();
    if (state !== undefined) void confirmDiscard(state);
  });

  async function confirmDiscard(state: State): Promise<void> {
    const sure =
      !state.discardConfirmation ||
      (await ask({
        title: boot.say('discardTitle'),
        body: [boot.say('discardText')],
        yes: boot.say('discardYes'),
        no: boot.say('keepEditing'),
        critical: true,
      }));
    if (sure) press('discard', state.id);
  }

  return {
    update(state: State): void {
      open.delete(state.id);
      if (state.showing) open.set(state.id, state);
      draw();
    },
    clear(): void {
      open.clear();
      draw();
    },
    /** True when nothing is unsaved, or the merchant discards it. */
    async mayLeave(): Promise<boolean> {
      if (current() === undefined) return true;
      return ask({
        title: boot.say('leaveTitle'),
        body: [boot.say('leaveText')],
        yes: boot.say('leaveYes'),
        no: boot.say('stay'),
        critical: true,
      });
    },
  };
}
