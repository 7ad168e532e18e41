import { NotInSandbox } from '../strict';
import { Drawn, made } from './drawn';

/** Shopify's steps, in pixels. */
const STEPS: Record<string, string> = {
  none: '0',
  'small-500': '2px',
  'small-400': '4px',
  'small-300': '6px',
  'small-200': '8px',
  'small-100': '10px',
  small: '10px',
  base: '16px',
  large: '20px',
  'large-100': '20px',
  'large-200': '24px',
  'large-300': '32px',
  'large-400': '40px',
  'large-500': '48px',
};
const CORNERS: Record<string, string> = {
  none: '0',
  small: '4px',
  base: '8px',
  large: '12px',
  max: '999px',
};

/** The roles that Shopify names by their HTML element. */
const ROLES: Record<string, string> = {
  section: 'region',
  header: 'banner',
  footer: 'contentinfo',
  aside: 'complementary',
  'ordered-list': 'list',
  'unordered-list': 'list',
  'list-item': 'listitem',
};

const BOX = [
  ...['accessibilityLabel', 'accessibilityRole', 'accessibilityVisibility', 'background'],
  ...['border', 'borderRadius', 'blockSize', 'inlineSize', 'minBlockSize', 'minInlineSize'],
  ...['maxBlockSize', 'maxInlineSize', 'display'],
  ...['padding', 'paddingBlock', 'paddingBlockStart', 'paddingBlockEnd'],
  ...['paddingInline', 'paddingInlineStart', 'paddingInlineEnd'],
];
const SIZES = BOX.filter((prop) => prop.endsWith('Size'));
const PADDINGS = BOX.filter((prop) => prop.startsWith('padding'));

/** An area with padding, background and border. */
export class Box extends Drawn {
  static override readonly props = BOX;

  constructor() {
    super();
    this.root.append(made('slot'));
  }

  protected draw(): void {
    const { style } = this;
    style.display = this.oneOf('display', 'auto', 'none') === 'none' ? 'none' : this.flow();
    for (const prop of PADDINGS) this.#css(prop, this.steps(prop));
    for (const prop of SIZES) this.#css(prop, this.text(prop));
    this.#css('border-radius', CORNERS[this.text('borderRadius') || 'none']);
    this.dataset.background = this.oneOf('background', 'transparent', 'subdued', 'base');
    this.dataset.border = this.oneOf('border', 'none', 'base', 'large');
    const role = this.text('accessibilityRole');
    this.#attribute('role', ROLES[role] ?? role);
    this.#attribute('aria-label', this.text('accessibilityLabel'));
    const hidden = this.oneOf('accessibilityVisibility', 'visible', 'hidden', 'exclusive');
    this.#attribute('aria-hidden', hidden === 'hidden' ? 'true' : '');
    this.classList.toggle('unseen', hidden === 'exclusive');
  }

  protected flow(): string {
    return 'block';
  }

  /** Converts names of steps ("base none") to lengths. */
  protected steps(prop: string): string {
    const words = this.text(prop).split(' ').filter(Boolean);
    return words
      .map((word) => {
        const step = STEPS[word];
        if (step === undefined) throw new NotInSandbox(`${this.localName} with ${prop}="${word}"`);
        return step;
      })
      .join(' ');
  }

  #css(prop: string, value = ''): void {
    this.style.setProperty(
      prop.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      value === 'auto' ? '' : value,
    );
  }

  #attribute(name: string, value: string): void {
    if (value === '' || value === 'generic') this.removeAttribute(name);
    else this.setAttribute(name, value);
  }
}

/** Its children in a wrapping row or in a column. */
export class Stack extends Box {
  static override readonly props = [
    ...BOX,
    ...['gap', 'rowGap', 'columnGap', 'alignItems', 'justifyContent', 'alignContent', 'direction'],
  ];

  protected override draw(): void {
    super.draw();
    const { style } = this;
    const inline = this.oneOf('direction', 'block', 'inline') === 'inline';
    style.flexDirection = inline ? 'row' : 'column';
    style.flexWrap = inline ? 'wrap' : 'nowrap';
    style.gap = this.steps('gap');
    style.alignItems = this.text('alignItems');
    style.justifyContent = this.text('justifyContent');
    style.alignContent = this.text('alignContent');
    style.rowGap = this.steps('rowGap') || style.rowGap;
    style.columnGap = this.steps('columnGap') || style.columnGap;
  }

  protected override flow(): string {
    return 'flex';
  }
}

/** A value that depends on the width of the `s-query-container`: `@container (inline-size > 523px) 1fr 1fr, 1fr`. */
const DEPENDENT = /^@container (\([^()]+\)) ([^,]+), ([^,]+)$/;

/** `s-grid` */
export class Grid extends Stack {
  static override readonly props = [
    ...Stack.props,
    'gridTemplateColumns',
    'gridTemplateRows',
  ].filter((prop) => prop !== 'direction');
  readonly #columns = new CSSStyleSheet();

  constructor() {
    super();
    this.root.adoptedStyleSheets.push(this.#columns);
  }

  protected override draw(): void {
    super.draw();
    this.style.gridTemplateRows = this.text('gridTemplateRows');
    const columns = this.text('gridTemplateColumns');
    const [, when, wide, narrow] = DEPENDENT.exec(columns) ?? [];
    if (columns.startsWith('@') && when === undefined)
      throw new NotInSandbox(`s-grid with gridTemplateColumns="${columns}"`);
    this.#columns.replaceSync(
      when === undefined
        ? `:host { grid-template-columns: ${columns || 'none'}; }`
        : `:host { grid-template-columns: ${narrow ?? ''}; }
           @container s-default ${when} { :host { grid-template-columns: ${wide ?? ''}; } }`,
    );
  }

  protected override flow(): string {
    return 'grid';
  }
}

/** `s-query-container`: values that begin with `@container` depend on its width. */
export class QueryContainer extends Drawn {
  static override readonly props = ['containerName'];

  constructor() {
    super();
    this.root.append(made('slot'));
  }

  protected draw(): void {
    this.style.container = `s-default ${this.text('containerName')} / inline-size`;
  }
}

/** `s-clickable`: a box that is a button. */
export class Clickable extends Box {
  static override readonly props = [
    ...BOX.filter((prop) => prop !== 'accessibilityRole'),
    ...['disabled', 'loading', 'type'],
  ];
  readonly #button = made('button', { type: 'button', className: 'clickable' }, made('slot'));

  constructor() {
    super();
    this.root.replaceChildren(this.#button);
  }

  protected override draw(): void {
    super.draw();
    // the label is the button's, not the box's
    this.removeAttribute('aria-label');
    const label = this.text('accessibilityLabel');
    this.#button.ariaLabel = label === '' ? null : label;
    this.#button.disabled = this.flag('disabled');
  }
}
