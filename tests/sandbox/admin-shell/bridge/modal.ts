import { readActions, type Actions } from './actions';
import type { Channel } from './channel';
import { modalDialog, type ModalDialog } from './modal-dialog';
import { overlaysById, type Overlay } from './overlays';

const variants = ['small', 'base', 'large', 'max'] as const;
export type ModalVariant = (typeof variants)[number];

/**
 * Defines `<ui-modal>`. One with `src` opens in the shell, over the whole admin; one with children
 * opens inside the app's frame while the shell around it is dimmed (the real one lifts the children
 * out of the frame).
 * @returns `shopify.modal`
 */
export function defineModal(channel: Channel) {
  let last = 0;
  const inShell = new Map<string, ModalElement>();

  class ModalElement extends HTMLElement implements Overlay {
    #content = document.createElement('div');
    #dialog: ModalDialog | undefined;
    #name = '';
    #showing = false;
    actions: Actions = readActions(null);

    get content(): HTMLElement {
      return this.#content;
    }
    set content(element: HTMLElement) {
      this.#content.replaceChildren(element);
    }
    get src(): string | undefined {
      return this.getAttribute('src') ?? undefined;
    }
    set src(address: string | undefined) {
      if (address === undefined) this.removeAttribute('src');
      else this.setAttribute('src', address);
    }
    get variant(): ModalVariant {
      return variants.find((one) => one === this.getAttribute('variant')) ?? 'base';
    }
    set variant(variant: ModalVariant) {
      this.setAttribute('variant', variant);
    }
    get contentWindow(): Window | null {
      // The shell shows one modal at a time, in the last of its frames.
      const opened = this.#showing && this.src !== undefined;
      return opened ? (window.parent[window.parent.length - 1] ?? null) : null;
    }

    async show(): Promise<void> {
      if (this.#showing) return;
      this.#showing = true;
      const bar = this.querySelector('ui-title-bar');
      this.actions = readActions(bar);
      const title = bar?.getAttribute('title') ?? '';
      if (this.src === undefined) this.#showHere(title);
      else {
        this.#name = `omega-modal-${String(++last)}`;
        inShell.set(this.#name, this);
        channel.tell('modal.show', {
          id: this.#name,
          src: new URL(this.src, location.href).href,
          variant: this.variant,
          title,
          actions: this.actions.list,
        });
      }
      this.dispatchEvent(new Event('show'));
    }

    async hide(): Promise<void> {
      if (!this.#showing) return;
      if (this.#name !== '') channel.tell('modal.hide', { id: this.#name });
      this.#dialog?.close();
      this.gone();
    }

    toggle(): Promise<void> {
      return this.#showing ? this.hide() : this.show();
    }

    /** Handles its closing, by the app or by the merchant. */
    gone(): void {
      if (!this.#showing) return;
      this.#showing = false;
      inShell.delete(this.#name);
      this.#name = '';
      if (this.#dialog !== undefined) channel.tell('dim', { on: false });
      this.#dialog = undefined;
      this.dispatchEvent(new Event('hide'));
    }

    disconnectedCallback(): void {
      void this.hide();
    }

    #showHere(title: string): void {
      this.#adoptChildren();
      channel.tell('dim', { on: true });
      this.#dialog = modalDialog({
        title,
        variant: this.variant,
        content: this.#content,
        actions: this.actions,
        closed: () => {
          this.gone();
        },
      });
    }

    /** React renders into `content` itself; plain markup is copied, so that it can show again. */
    #adoptChildren(): void {
      if (this.#content.childNodes.length > 0) return;
      const child = [...this.children].find((one) => !/^UI-(TITLE|SAVE)-BAR$/.test(one.tagName));
      if (child !== undefined) this.#content.append(child.cloneNode(true));
    }
  }

  customElements.define('ui-modal', ModalElement);
  channel.on('modal.action', ({ id, action }) => inShell.get(id)?.actions.press(action));
  channel.on('modal.hidden', ({ id }) => inShell.get(id)?.gone());
  return overlaysById('shopify.modal', ModalElement);
}
