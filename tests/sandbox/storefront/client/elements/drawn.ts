import { NotInSandbox } from '../strict';
import { sheet } from './style';

/** A stand-in for an element of Shopify: it has exactly the listed properties and renders again when one changes. */
export abstract class Drawn extends HTMLElement {
  /** properties, as Shopify documents them */
  static readonly props: readonly string[] = [];
  /** Preact sets links as attributes */
  static readonly observedAttributes: readonly string[] = ['href'];
  readonly #values = new Map<string, unknown>();
  protected readonly root = this.attachShadow({ mode: 'open' });

  constructor() {
    super();
    this.root.adoptedStyleSheets = [sheet()];
  }

  /** Renders the current properties. */
  protected abstract draw(): void;

  connectedCallback(): void {
    this.draw();
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    this.set(name, value);
  }

  get(prop: string): unknown {
    return this.#values.get(prop);
  }

  set(prop: string, value: unknown): void {
    this.#values.set(prop, value);
    if (this.isConnected) this.draw();
  }

  protected text(prop: string): string {
    const value = this.get(prop);
    return value === undefined || value === null ? '' : String(value);
  }

  protected flag(prop: string): boolean {
    const value = this.get(prop);
    return value !== undefined && value !== null && value !== false && value !== '';
  }

  /** The property's value, which must be one of these; the first by default. */
  protected oneOf<Value extends string>(prop: string, ...values: readonly [Value, ...Value[]]) {
    const given = this.text(prop);
    const found = given === '' ? values[0] : values.find((value) => value === given);
    if (found === undefined) throw new NotInSandbox(`${this.localName} with ${prop}="${given}"`);
    return found;
  }

  /** Fires an event for the extension, as the browser does for a field. */
  protected announce(type: string): void {
    this.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

interface DrawnClass extends CustomElementConstructor {
  readonly props: readonly string[];
}

/** Registers an element with its properties. */
export function define(name: string, kind: DrawnClass): void {
  for (const prop of kind.props)
    Object.defineProperty(kind.prototype, prop, {
      get(this: Drawn) {
        return this.get(prop);
      },
      set(this: Drawn, value: unknown) {
        this.set(prop, value);
      },
    });
  customElements.define(name, kind);
}

/** Creates an element inside a stand-in. */
export function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<Omit<HTMLElementTagNameMap[Name], 'style'>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}
