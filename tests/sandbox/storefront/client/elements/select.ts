import { Drawn, made } from './drawn';

/** `s-option`: an option of a select; the select renders it. */
export class Option extends Drawn {
  static override readonly props = ['value', 'disabled', 'selected', 'defaultSelected'];

  protected draw(): void {
    const list = this.closest('s-select');
    if (list instanceof Select) list.drawAnew();
  }

  asOption(): HTMLOptionElement {
    const disabled = this.flag('disabled');
    return made('option', { value: this.text('value'), disabled }, this.textContent);
  }
}

/** `s-select`: a native select with its label. */
export class Select extends Drawn {
  static override readonly props = [
    ...['disabled', 'error', 'label', 'name', 'placeholder', 'required', 'value'],
  ];
  readonly #select = made('select', { id: 'select' });
  readonly #label = made('label', { htmlFor: 'select' });
  #drawn = '';

  constructor() {
    super();
    this.root.append(this.#label, this.#select);
    this.#select.addEventListener('input', (event) => {
      event.stopPropagation();
    });
    this.#select.addEventListener('change', () => {
      this.set('value', this.#select.value);
      this.announce('change');
    });
    new MutationObserver(() => {
      this.drawAnew();
    }).observe(this, { childList: true, subtree: true, characterData: true });
  }

  drawAnew(): void {
    if (this.isConnected) this.draw();
  }

  protected draw(): void {
    const placeholder = made('option', { value: '', disabled: true }, this.text('placeholder'));
    const options = [...this.children].filter((one) => one instanceof Option);
    const all = [placeholder, ...options.map((one) => one.asOption())];
    const drawn = all.map(({ outerHTML }) => outerHTML).join('');
    if (drawn !== this.#drawn) this.#select.replaceChildren(...all);
    this.#drawn = drawn;
    this.#select.value = this.text('value');
    this.#select.disabled = this.flag('disabled');
    this.#select.required = this.flag('required');
    this.#label.textContent = this.text('label');
  }
}
