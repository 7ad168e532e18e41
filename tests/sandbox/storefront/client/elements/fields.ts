import { Drawn, made } from './drawn';

/** `s-text-area`: a field of several lines with its label. */
export class TextArea extends Drawn {
  static override readonly props = [
    ...['autocomplete', 'defaultValue', 'disabled', 'error', 'label', 'maxLength', 'minLength'],
    ...[
      'labelAccessibilityVisibility',
      'name',
      'placeholder',
      'readOnly',
      'required',
      'rows',
      'value',
    ],
  ];
  readonly #area = made('textarea', { id: 'area' });
  readonly #label = made('label', { htmlFor: 'area' });
  readonly #error = made('p', { className: 'error', id: 'error' });

  constructor() {
    super();
    this.root.append(this.#label, this.#area, this.#error);
    this.#area.addEventListener('input', () => {
      this.set('value', this.#area.value);
    });
    // A native change event does not leave the shadow root.
    this.#area.addEventListener('change', () => {
      this.announce('change');
    });
  }

  protected draw(): void {
    const area = this.#area;
    const value = this.get('value') ?? this.get('defaultValue') ?? '';
    if (area.value !== value) area.value = String(value);
    area.disabled = this.flag('disabled');
    area.readOnly = this.flag('readOnly');
    area.required = this.flag('required');
    area.placeholder = this.text('placeholder');
    area.rows = Number(this.get('rows') ?? 2);
    limit(area, 'maxlength', this.text('maxLength'));
    limit(area, 'minlength', this.text('minLength'));
    this.#label.textContent = this.text('label');
    this.#label.className =
      this.oneOf('labelAccessibilityVisibility', 'visible', 'exclusive') === 'exclusive'
        ? 'unseen'
        : '';
    sayError(this.#error, area, this.text('error'));
  }
}

/** `s-checkbox` */
export class Checkbox extends Drawn {
  static override readonly props = [
    ...['accessibilityLabel', 'checked', 'defaultChecked', 'disabled', 'error', 'label', 'name'],
    ...['required', 'value'],
  ];
  readonly #box = made('input', { type: 'checkbox', id: 'box' });
  readonly #label = made('span');
  readonly #error = made('p', { className: 'error', id: 'error' });

  constructor() {
    super();
    const label = made('label', { className: 'check' }, this.#box, this.#label, made('slot'));
    this.root.append(label, this.#error);
    this.#box.addEventListener('change', () => {
      this.set('checked', this.#box.checked);
      this.announce('change');
    });
  }

  protected draw(): void {
    this.#box.checked =
      this.get('checked') === undefined ? this.flag('defaultChecked') : this.flag('checked');
    this.#box.disabled = this.flag('disabled');
    this.#box.required = this.flag('required');
    const label = this.text('accessibilityLabel');
    this.#box.ariaLabel = label === '' ? null : label;
    this.#label.textContent = this.text('label');
    sayError(this.#error, this.#box, this.text('error'));
  }
}

function limit(area: HTMLTextAreaElement, attribute: string, length: string): void {
  if (length === '') area.removeAttribute(attribute);
  else area.setAttribute(attribute, length);
}

/** Shows a field's error, also to screen readers. */
function sayError(place: HTMLElement, field: HTMLElement, error: string): void {
  place.textContent = error;
  place.hidden = error === '';
  field.ariaInvalid = error === '' ? null : 'true';
  if (error === '') field.removeAttribute('aria-describedby');
  else field.setAttribute('aria-describedby', place.id);
}
