import * as z from 'zod/mini';

import { flag } from './actions';
import type { Channel } from './channel';
import { whenPageChanges } from './observe';
import { overlaysById, type Overlay } from './overlays';

/** The current source of the shell's save bar: an element or a form. */
export interface SaveBarSource {
  id: string;
  saveDisabled: boolean;
  saveLoading: boolean;
  discardConfirmation: boolean;
  save(): void;
  discard(): void;
}

export interface SaveBars {
  show(source: SaveBarSource): void;
  hide(id: string): void;
  /** Updates the shell when the source's buttons have changed. */
  refresh(source: SaveBarSource): void;
}

export function saveBars(channel: Channel): SaveBars {
  const showing = new Map<string, SaveBarSource>();
  const tell = (source: SaveBarSource, on: boolean): void => {
    const { id, saveDisabled, saveLoading, discardConfirmation } = source;
    channel.tell('saveBar', { id, showing: on, saveDisabled, saveLoading, discardConfirmation });
  };
  channel.on('saveBar.save', ({ id }) => showing.get(id)?.save());
  channel.on('saveBar.discard', ({ id }) => showing.get(id)?.discard());
  return {
    show(source) {
      showing.set(source.id, source);
      tell(source, true);
    },
    hide(id) {
      const source = showing.get(id);
      showing.delete(id);
      if (source !== undefined) tell(source, false);
    },
    refresh(source) {
      if (showing.has(source.id)) tell(source, true);
    },
  };
}

/**
 * Defines `<ui-save-bar>`: the shell's Save presses its primary button, Discard the other one. The shell's
 * buttons keep their own labels, as in Shopify's admin.
 * @returns `shopify.saveBar`
 */
export function defineSaveBar(channel: Channel, bars: SaveBars) {
  let unnamed = 0;
  class SaveBarElement extends HTMLElement implements Overlay {
    #key = '';
    #sent = '';
    showing = false;

    get discardConfirmation(): boolean {
      return flag(this, 'discardconfirmation');
    }
    set discardConfirmation(on: boolean) {
      this.toggleAttribute('discardconfirmation', on);
    }

    async show(): Promise<void> {
      if (this.showing) return;
      this.showing = true;
      this.#key = this.id === '' ? `ui-save-bar-${String(++unnamed)}` : this.id;
      const source = this.#source();
      this.#sent = JSON.stringify(source);
      bars.show(source);
      this.dispatchEvent(new Event('show'));
    }

    async hide(): Promise<void> {
      if (!this.showing) return;
      this.showing = false;
      bars.hide(this.#key);
      this.dispatchEvent(new Event('hide'));
    }

    toggle(): Promise<void> {
      return this.showing ? this.hide() : this.show();
    }

    disconnectedCallback(): void {
      void this.hide();
    }

    refresh(): void {
      const source = this.#source();
      const text = JSON.stringify(source);
      if (!this.showing || text === this.#sent) return;
      this.#sent = text;
      bars.refresh(source);
    }

    #source(): SaveBarSource {
      const buttons = [...this.querySelectorAll('button')];
      const save = buttons.find((one) => one.getAttribute('variant') === 'primary');
      const discard = buttons.find((one) => one.getAttribute('variant') !== 'primary');
      return {
        id: this.#key,
        saveDisabled: flag(save, 'disabled'),
        saveLoading: flag(save, 'loading'),
        discardConfirmation: this.discardConfirmation,
        save: () => save?.click(),
        discard: () => discard?.click(),
      };
    }
  }
  customElements.define('ui-save-bar', SaveBarElement);
  whenPageChanges(() => {
    for (const element of document.querySelectorAll('ui-save-bar'))
      if (element instanceof SaveBarElement) element.refresh();
  });
  return {
    ...overlaysById('shopify.saveBar', SaveBarElement),
    async leaveConfirmation(): Promise<void> {
      await channel.call('leaveConfirmation', {}, z.unknown());
    },
  };
}
