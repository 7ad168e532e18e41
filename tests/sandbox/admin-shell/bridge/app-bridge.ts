import { adminLinks } from './admin-links';
import { authorisedFetch } from './authorised-fetch';
import { openChannel } from './channel';
import { readConfig, storePath } from './config';
import { watchForms } from './form-save-bar';
import { shopifyGlobal } from './global';
import { idTokens, type IdTokens } from './id-token';
import { mirrorNavigation } from './navigation';
import { saveBars } from './save-bar';
import { adoptStyles } from './styles';
import { mirrorTitleBar } from './title-bar';
import { ownPath } from '../protocol';

/** App Bridge's stand-in: a classic script that runs before the app's own scripts. */
function start(): void {
  const script =
    document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
  const shellOrigin = new URL(script?.src ?? location.href).origin;
  const config = readConfig(script);
  if (window.parent === window) {
    if (!config.disabledFeatures.includes('auto-redirect'))
      location.replace(
        `${shellOrigin}${storePath(config)}/apps/${config.apiKey}${ownPath(new URL(location.href))}`,
      );
    return;
  }

  const channel = openChannel(shellOrigin);
  const tokens = idTokens(channel);
  const links = adminLinks(channel, config, shellOrigin);
  if (!config.disabledFeatures.includes('fetch'))
    window.fetch = authorisedFetch({
      tokens,
      appOrigins: config.appOrigins,
      reauthorise: (url) => {
        if (!links.open(url, '_top')) window.open(url, '_top');
      },
      native: window.fetch.bind(window),
    });

  const reload = new URLSearchParams(location.search).get('shopify-reload');
  channel.tell('hello', { path: ownPath(new URL(location.href)), bounce: reload !== null });
  if (reload !== null) {
    void bounce(reload, tokens);
    return;
  }
  const bars = saveBars(channel);
  adoptStyles();
  Object.defineProperty(window, 'shopify', {
    configurable: true,
    value: shopifyGlobal({ channel, config, tokens, bars, shellOrigin }),
  });
  mirrorNavigation(channel, config, tokens);
  mirrorTitleBar(channel);
  watchForms(bars);
}

/**
 * The library's bounce page: the app asked for a fresh session token by sending the page here. (The real App
 * Bridge fetches the page with `X-Shopify-Bounce` and writes it into the document; loading it with the token
 * in its address has the same result.)
 */
async function bounce(address: string, tokens: IdTokens): Promise<void> {
  const url = new URL(address, location.origin);
  if (url.origin !== location.origin) return;
  url.searchParams.set('id_token', await tokens.renewed());
  location.replace(url);
}

start();
