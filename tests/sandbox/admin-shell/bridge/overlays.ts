/** An element that the page shows and hides by id: a save bar or a modal. */
export interface Overlay {
  show(): Promise<void>;
  hide(): Promise<void>;
  toggle(): Promise<void>;
}

/** `shopify.modal`, and show and hide of `shopify.saveBar`: by the id of an element of the page. */
export function overlaysById<Kind extends HTMLElement & Overlay>(
  api: string,
  kind: new () => Kind,
): {
  show(id: string): Promise<void>;
  hide(id: string): Promise<void>;
  toggle(id: string): Promise<void>;
} {
  async function find(id: string): Promise<Kind> {
    const element = document.getElementById(id);
    if (element instanceof kind) return element;
    throw new Error(`${api}: there is no such element with the id "${id}" in the page.`);
  }
  return {
    show: async (id) => (await find(id)).show(),
    hide: async (id) => (await find(id)).hide(),
    toggle: async (id) => (await find(id)).toggle(),
  };
}
