/** Adopts a style sheet: an added element would break the hydration of an app that renders its whole document. */
export function adoptStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    ui-nav-menu, ui-title-bar, ui-save-bar, ui-modal, s-app-nav { display: none !important; }
    .app-bridge-modal { border: 0; border-radius: 12px; padding: 0; inline-size: min(620px, 94vw);
      max-block-size: 90vh; box-shadow: 0 8px 40px rgb(0 0 0 / 30%); font-family: inherit; color: #303030; }
    .app-bridge-modal[data-variant='small'] { inline-size: min(380px, 94vw); }
    .app-bridge-modal[data-variant='large'] { inline-size: min(980px, 94vw); }
    .app-bridge-modal[data-variant='max'] { inline-size: 98vw; block-size: 96vh; }
    .app-bridge-modal::backdrop { background: rgb(0 0 0 / 45%); }
    .app-bridge-modal > header { display: flex; justify-content: space-between; align-items: center;
      padding: 12px 16px; background: #f3f3f3; border-block-end: 1px solid #e3e3e3; }
    .app-bridge-modal > header > h2 { margin: 0; font-size: 14px; font-weight: 650; }
    .app-bridge-modal > header > button { border: 0; background: none; font-size: 20px; min-inline-size: 32px;
      min-block-size: 32px; cursor: pointer; }
    .app-bridge-modal > footer { display: flex; justify-content: flex-end; gap: 8px; padding: 12px 16px;
      border-block-start: 1px solid #e3e3e3; }
    .app-bridge-modal > footer[hidden] { display: none; }
    .app-bridge-modal > footer > button { border: 1px solid #c9c9c9; border-radius: 8px; background: #fff;
      padding: 6px 12px; font: inherit; font-size: 13px; cursor: pointer; }
    .app-bridge-modal > footer > button[data-variant='primary'] { background: #303030; color: #fff; }
    .app-bridge-modal > footer > button[data-variant='critical'] { background: #c70a24; color: #fff; }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
