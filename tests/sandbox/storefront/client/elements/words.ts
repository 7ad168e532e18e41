import { Drawn, made } from './drawn';

/** `s-heading`: a heading of the level that the page's outline asks for. */
export class Heading extends Drawn {
  static override readonly props = ['accessibilityRole'];
  readonly #heading = made('h2', {}, made('slot'));

  constructor() {
    super();
    this.root.append(this.#heading);
  }

  protected draw(): void {
    const role = this.oneOf('accessibilityRole', 'heading', 'presentation', 'none');
    if (role === 'heading') this.#heading.removeAttribute('role');
    else this.#heading.setAttribute('role', role);
  }
}

const TONES = ['auto', 'neutral', 'info', 'success', 'warning', 'critical'] as const;

/** `s-paragraph` */
export class Paragraph extends Drawn {
  static override readonly props = ['color', 'tone', 'type'];
  readonly #paragraph = made('p', {}, made('slot'));

  constructor() {
    super();
    this.root.append(this.#paragraph);
  }

  protected draw(): void {
    const { dataset } = this.#paragraph;
    dataset.color = this.oneOf('color', 'base', 'subdued');
    dataset.tone = this.oneOf('tone', ...TONES);
    dataset.type = this.oneOf('type', 'paragraph', 'small');
  }
}

/** `s-text` */
export class Text extends Drawn {
  static override readonly props = ['color', 'tone', 'type', 'accessibilityVisibility'];

  protected draw(): void {
    const type = this.oneOf('type', 'generic', 'strong', 'small', 'emphasis');
    const name = ({ generic: 'span', strong: 'strong', small: 'small', emphasis: 'em' } as const)[
      type
    ];
    const visibility = this.oneOf('accessibilityVisibility', 'visible', 'hidden', 'exclusive');
    const text = made(name, { className: visibility === 'exclusive' ? 'unseen' : '' });
    if (visibility === 'hidden') text.ariaHidden = 'true';
    text.dataset.color = this.oneOf('color', 'base', 'subdued');
    text.dataset.tone = this.oneOf('tone', ...TONES);
    text.append(made('slot'));
    this.root.replaceChildren(text);
  }
}

/** `s-skeleton-paragraph`: where words will be. */
export class SkeletonParagraph extends Drawn {
  static override readonly props = ['content'];

  protected draw(): void {
    const words = made('span', {}, this.text('content') || 'xxxxxxxxxx xxxxxxxxxx');
    this.root.replaceChildren(made('div', { className: 'skeleton', ariaHidden: 'true' }, words));
  }
}

/** `s-spinner` */
export class Spinner extends Drawn {
  static override readonly props = ['accessibilityLabel', 'size'];

  protected draw(): void {
    const label = this.text('accessibilityLabel');
    const spinner = made('span', { className: 'spinner', role: 'img', ariaLabel: label });
    spinner.dataset.size = this.oneOf('size', 'base', 'small', 'small-100', 'large', 'large-100');
    this.root.replaceChildren(spinner);
  }
}

/** `s-banner`: something to know, which is read out when it appears. */
export class Banner extends Drawn {
  static override readonly props = ['heading', 'tone', 'hidden'];
  readonly #heading = made('strong');
  readonly #banner = made('div', { className: 'banner' }, this.#heading, made('slot'));

  constructor() {
    super();
    this.root.append(this.#banner);
  }

  protected draw(): void {
    const tone = this.oneOf('tone', ...TONES);
    this.#banner.dataset.tone = tone;
    this.#banner.role = tone === 'critical' ? 'alert' : 'status';
    this.#banner.hidden = this.flag('hidden');
    this.#heading.textContent = this.text('heading');
    this.#heading.hidden = this.text('heading') === '';
  }
}
