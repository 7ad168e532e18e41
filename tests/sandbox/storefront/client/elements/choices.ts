import { Drawn, made } from './drawn';

/** `s-choice`: an option of a list; the list renders it. */
export class Choice extends Drawn {
  static override readonly props = [
    'accessibilityLabel',
    'defaultSelected',
    'disabled',
    'selected',
    'value',
  ];

  protected draw(): void {
    const list = this.closest('s-choice-list');
    if (list instanceof ChoiceList) list.drawAnew();
  }

  /** The data that the list renders. */
  shown() {
    return {
      value: this.text('value'),
      text: this.textContent,
      label: this.text('accessibilityLabel'),
      disabled: this.flag('disabled'),
      selected: this.flag('selected') || this.flag('defaultSelected'),
    };
  }
}

type Shown = ReturnType<Choice['shown']>;

/**
 * `s-choice-list`: a group of native radio buttons (or checkboxes), so that the keyboard works as in every
 * such group.
 */
export class ChoiceList extends Drawn {
  static override readonly props = [
    ...['disabled', 'error', 'label', 'labelAccessibilityVisibility', 'multiple', 'name'],
    ...['values', 'variant'],
  ];
  readonly #legend = made('legend');
  readonly #choices = made('div', { className: 'choices' });
  readonly #error = made('p', { className: 'error', id: 'error' });
  readonly #group = made('fieldset', {}, this.#legend, this.#choices, this.#error);
  #drawn = '';

  constructor() {
    super();
    this.root.append(this.#group);
    this.#choices.addEventListener('input', (event) => {
      event.stopPropagation();
    });
    this.#choices.addEventListener('change', () => {
      this.set(
        'values',
        this.#inputs()
          .filter(({ checked }) => checked)
          .map(({ value }) => value),
      );
      this.announce('change');
    });
    new MutationObserver(() => {
      this.draw();
    }).observe(this, { childList: true, subtree: true, characterData: true });
  }

  drawAnew(): void {
    if (this.isConnected) this.draw();
  }

  protected draw(): void {
    const choices = [...this.children].filter((one) => one instanceof Choice);
    const shown = choices.map((one) => one.shown());
    const type = this.flag('multiple') ? 'checkbox' : 'radio';
    const drawn = JSON.stringify([type, shown]);
    // An unchanged element stays in place and keeps the focus.
    if (drawn !== this.#drawn)
      this.#choices.replaceChildren(...shown.map((one) => choiceRow(one, type)));
    this.#drawn = drawn;
    const values = this.get('values');
    shown.forEach(({ value, disabled, selected }, place) => {
      const input = this.#inputs()[place];
      if (input === undefined) return;
      input.checked = Array.isArray(values) ? values.includes(value) : selected;
      input.disabled = disabled || this.flag('disabled');
    });
    this.#choices.dataset.variant = this.oneOf(
      'variant',
      'auto',
      'list',
      'inline',
      'block',
      'grid',
    );
    this.#legend.textContent = this.text('label');
    const unseen = this.oneOf('labelAccessibilityVisibility', 'visible', 'exclusive');
    this.#legend.className = unseen === 'exclusive' ? 'unseen' : '';
    const error = this.text('error');
    this.#error.textContent = error;
    this.#error.hidden = error === '';
    if (error === '') this.#group.removeAttribute('aria-describedby');
    else this.#group.setAttribute('aria-describedby', 'error');
  }

  #inputs(): HTMLInputElement[] {
    return [...this.#choices.querySelectorAll('input')];
  }
}

function choiceRow({ value, text, label }: Shown, type: string): HTMLElement {
  const input = made('input', { type, name: 'choice', value });
  if (label !== '') input.ariaLabel = label;
  return made('label', { className: 'choice' }, input, made('span', {}, text));
}
