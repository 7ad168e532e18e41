/** The elements' styles, similar to Shopify's, in one sheet. */
const CSS = `
:host { display: block; min-inline-size: 0; }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
p, fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
a { color: #0b57d0; }
[data-color='subdued'] { color: #595959; }
[data-tone='critical'] { color: #b3261e; }
[data-tone='success'] { color: #1a6b3c; }
small { font-size: 12px; }
:focus-visible { outline: 2px solid #0b57d0; outline-offset: 2px; }
.unseen, :host(.unseen) {
  position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}
.error { color: #b3261e; margin-block-start: 4px; }
.error[hidden] { display: none; }
legend, label { font: inherit; padding: 0; }
legend { font-weight: 600; margin-block-end: 8px; }

:host([data-border]) { box-sizing: border-box; border-style: solid; border-color: #8c8c8c; border-width: 0; }
:host([data-border='base']) { border-width: 1px; }
:host([data-border='large']) { border-width: 2px; border-color: #1f1f1f; }
:host([data-background='base']) { background: #fff; }
:host([data-background='subdued']) { background: #f0f0f0; }
.clickable {
  display: block; inline-size: 100%; block-size: 100%; margin: 0; padding: 0; border: 0; border-radius: inherit;
  background: none; color: inherit; font: inherit; text-align: inherit; cursor: pointer;
}
.check { display: flex; align-items: center; gap: 6px; min-block-size: 32px; cursor: pointer; }
.check { align-items: flex-start; }
input[type='radio'], input[type='checkbox'] { inline-size: 20px; block-size: 20px; margin: 0; flex: none; accent-color: #0b57d0; }

textarea, select {
  display: block; inline-size: 100%; margin-block-start: 4px; padding: 9px 11px;
  font: inherit; color: inherit; background: #fff; border: 1px solid #8c8c8c; border-radius: 6px;
  resize: vertical;
}
select { min-block-size: 44px; }

.button {
  display: inline-flex; align-items: center; justify-content: center;
  min-block-size: 44px; padding: 0 18px; border-radius: 6px; cursor: pointer;
  border: 1px solid #8c8c8c; background: #fff; color: #1f1f1f; font: inherit; text-decoration: none;
}
.button[data-variant='primary'], .button[data-variant='auto'] { background: #0b57d0; border-color: #0b57d0; color: #fff; }
.button[data-variant='tertiary'] { border-color: transparent; background: none; color: #0b57d0; }
.button[data-size='fill'] { inline-size: 100%; }
.button:disabled, .button[aria-disabled='true'] { cursor: default; opacity: 0.7; }

.skeleton span { background: #e6e6e6; color: transparent; border-radius: 4px; user-select: none; }
`;

let made: CSSStyleSheet | undefined;

export function sheet(): CSSStyleSheet {
  if (made === undefined) {
    made = new CSSStyleSheet();
    made.replaceSync(CSS);
  }
  return made;
}
