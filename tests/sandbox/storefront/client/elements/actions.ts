import { Drawn, made } from './drawn';

/** `s-button`: ignores clicks while it is disabled or loading, and keeps the focus while it loads. */
export class Button extends Drawn {
  static override readonly props = [
    ...['accessibilityLabel', 'disabled', 'href', 'inlineSize', 'loading', 'target', 'tone'],
    ...['type', 'variant'],
  ];
  readonly #button = made('button', {}, made('slot'));
  readonly #link = made('a', {}, made('slot'));

  constructor() {
    super();
    this.addEventListener(
      'click',
      (event) => {
        if (!this.flag('disabled') && !this.flag('loading')) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      true,
    );
  }

  protected draw(): void {
    const href = this.text('href');
    const shown = href === '' ? this.#button : this.#link;
    if (this.root.firstChild !== shown) this.root.replaceChildren(shown);
    if (href === '') {
      this.#button.type = 'button';
      this.#button.disabled = this.flag('disabled');
    } else {
      this.#link.href = href;
      openWhere(this.#link, this.text('target'));
    }
    const label = this.text('accessibilityLabel');
    shown.ariaLabel = label === '' ? null : label;
    shown.ariaBusy = this.flag('loading') ? 'true' : null;
    shown.ariaDisabled = this.flag('loading') ? 'true' : null;
    shown.className = 'button';
    shown.dataset.variant = this.oneOf('variant', 'auto', 'primary', 'secondary', 'tertiary');
    shown.dataset.tone = this.oneOf('tone', 'auto', 'neutral', 'critical');
    shown.dataset.size = this.oneOf('inlineSize', 'auto', 'fill', 'fit-content');
  }
}

/** `s-link` */
export class Link extends Drawn {
  static override readonly props = ['accessibilityLabel', 'href', 'target', 'tone'];
  readonly #link = made('a', {}, made('slot'));

  constructor() {
    super();
    this.root.append(this.#link);
  }

  protected draw(): void {
    const href = this.text('href');
    // Without an address it acts like a button, so the keyboard must reach it like one.
    if (href === '') {
      this.#link.removeAttribute('href');
      this.#link.role = 'button';
      this.#link.tabIndex = 0;
    } else this.#link.href = href;
    openWhere(this.#link, this.text('target'));
    const label = this.text('accessibilityLabel');
    this.#link.ariaLabel = label === '' ? null : label;
    this.#link.dataset.tone = this.oneOf('tone', 'auto', 'neutral');
  }
}

function openWhere(link: HTMLAnchorElement, target: string): void {
  link.target = target === 'auto' || target === '' ? '' : target;
  link.rel = 'noopener';
}
