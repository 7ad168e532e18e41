import { readBoot, type Boot } from './boot';
import { requestScopes } from './consent';
import { byId } from './elements';
import { frameModal } from './frame-modal';
import { appFrames } from './frames';
import { happenings } from './happenings';
import { localShopify } from './local-shopify';
import { navigation, setPageTitle, shellPath } from './navigation';
import { saveBar } from './save-bar';
import { switches } from './switches';
import { actionButtons } from './title-actions';
import { toasts } from './toasts';

/** Limit of bounces: the library sends a page with a refused token to the bounce page each time. */
const mostBounces = 4;

function frameTheApp(boot: Boot, address: string): void {
  const frames = appFrames(boot.appOrigin);
  const shopify = localShopify(boot.shopDomain);
  const main = document.createElement('iframe');
  main.title = boot.appName;
  main.allow = 'clipboard-read; clipboard-write; fullscreen';
  main.setAttribute(
    'sandbox',
    'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals allow-top-navigation',
  );
  const notices = toasts(boot, {
    action: (id) => {
      frames.tell(main, { name: 'toast.action', id });
    },
    dismiss: (id) => {
      frames.tell(main, { name: 'toast.dismiss', id });
    },
  });
  const bar = saveBar(boot, (kind, id) => {
    frames.tell(main, { name: `saveBar.${kind}`, id });
  });
  const modal = frameModal(boot, frames, {
    action: (id, action) => {
      frames.tell(main, { name: 'modal.action', id, action });
    },
    hidden: (id) => {
      frames.tell(main, { name: 'modal.hidden', id });
    },
  });
  let ready = false;
  let bounces = 0;
  const menu = navigation(boot, (path) => void go(path));

  async function go(path: string): Promise<void> {
    if (!(await bar.mayLeave())) return;
    // A frame without App Bridge gets no message, so the shell sets its address instead.
    if (ready) frames.tell(main, { name: 'navigate', path });
    else location.assign(shellPath(boot, path));
  }

  async function openAdmin(path: string): Promise<void> {
    const url = new URL(path, location.origin);
    const scopes = url.searchParams.get('optional_scopes');
    if (url.pathname === '/oauth/install' && scopes !== null) {
      await requestScopes(boot, shopify, scopes.split(','));
      location.reload();
    } else if (await bar.mayLeave()) location.assign(boot.storePath + path);
  }

  frames.answer({
    hello({ path, bounce }, frame) {
      if (frame !== main) return;
      bounces = bounce ? bounces + 1 : 0;
      ready = !bounce;
      bar.clear();
      progress(false);
      if (bounces > mostBounces) refuseFrame(main);
      else if (!bounce) menu.setPath(path);
    },
    location({ path }, frame) {
      if (frame === main) menu.setPath(path);
    },
    idToken: () => shopify.idToken(),
    navMenu({ items }, frame) {
      if (frame === main) menu.setItems(items);
    },
    titleBar({ title, actions }, frame) {
      if (frame !== main) return;
      setPageTitle(boot, title);
      byId('title-actions', HTMLElement).replaceChildren(
        ...actionButtons(actions, (id) => {
          frames.tell(main, { name: 'titleBar.action', id });
        }),
      );
    },
    'toast.show': notices.show,
    'toast.hide': ({ id }) => {
      notices.hide(id);
    },
    loading: ({ on }) => {
      progress(on);
    },
    saveBar: bar.update,
    // Never settles when the merchant stays: the app's code after it is for leaving only.
    leaveConfirmation: async () => (await bar.mayLeave()) || new Promise(() => undefined),
    'modal.show': async (params) => {
      const { token } = await shopify.idToken();
      modal.show(params, modalAddress(params.src, address, token));
    },
    'modal.hide': ({ id }) => {
      modal.hide(id);
    },
    dim: ({ on }) => byId('shell', HTMLElement).toggleAttribute('data-dim', on),
    'scopes.query': () => shopify.scopes(),
    'scopes.request': ({ scopes }) => requestScopes(boot, shopify, scopes),
    'scopes.revoke': ({ scopes }) => shopify.revoke(scopes),
    extensions: () => shopify.extensions(),
    openAdmin: ({ path }) => openAdmin(path),
  });
  frames.add(main);
  main.src = address;
  byId('frame', HTMLElement).append(main);
}

/** A modal's page is embedded like the main one: its address has the shop and a token. */
function modalAddress(src: string, mainAddress: string, token: string): string {
  const url = new URL(src);
  const main = new URL(mainAddress);
  for (const name of ['embedded', 'host', 'locale', 'shop'])
    url.searchParams.set(name, main.searchParams.get(name) ?? '');
  url.searchParams.set('id_token', token);
  return url.href;
}

function progress(on: boolean): void {
  byId('progress', HTMLElement).hidden = !on;
}

function refuseFrame(frame: HTMLIFrameElement): void {
  frame.remove();
  byId('refused', HTMLElement).hidden = false;
}

const boot = readBoot();
switches();
happenings(boot);
if (boot.frameUrl === null) navigation(boot, (path) => void location.assign(shellPath(boot, path)));
else frameTheApp(boot, boot.frameUrl);
