import { frameBoot } from '../frame-boot';
import { defineElements, refuseStrangers } from './elements/elements';
import { hostChannel } from './host-channel';
import { shopifyGlobal, type Targets } from './shopify-global';

/**
 * Shopify's side inside an extension's frame: the elements, the `shopify` global, and the start. Errors
 * appear on the page, where the real one would show nothing.
 */
const boot = frameBoot.parse(JSON.parse(document.getElementById('boot')?.textContent ?? ''));
const host = hostChannel();
const targets: Targets = new Map();

function fail(reason: unknown): void {
  const message = reason instanceof Error ? reason.message : String(reason);
  const line = document.createElement('p');
  line.className = 'extension-failed';
  line.setAttribute('role', 'alert');
  line.textContent = message;
  document.documentElement.append(line);
  console.error(message);
}

addEventListener('error', ({ error, message }) => {
  fail(error ?? message);
});
addEventListener('unhandledrejection', ({ reason }) => {
  fail(reason);
});

defineElements();
Object.assign(globalThis, {
  shopify: shopifyGlobal(boot, host, targets),
  runExtension: async () => {
    const run = targets.get(boot.target);
    if (run === undefined) throw new Error(`the extension has no target ${boot.target}`);
    refuseStrangers(document.body, fail);
    new ResizeObserver(() => {
      host.tell({
        kind: 'height',
        pixels: document.documentElement.getBoundingClientRect().height,
      });
    }).observe(document.documentElement);
    await run();
  },
});
