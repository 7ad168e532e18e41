import type { ShopifyGlobal } from '@shopify/app-bridge-types';

import { extensions, scopesDetail, scopesRequestAnswer } from '../protocol';
import type { Channel } from './channel';
import type { BridgeConfig } from './config';
import type { IdTokens } from './id-token';
import { defineModal } from './modal';
import { NotInLocalShopify, refuse, refuseAll } from './refusal';
import { defineSaveBar, type SaveBars } from './save-bar';
import { toastApi } from './toast';

export interface GlobalParts {
  channel: Channel;
  config: BridgeConfig;
  tokens: IdTokens;
  bars: SaveBars;
  shellOrigin: string;
}

/** The parts of App Bridge that the stand-in implements; each other part throws with its name. */
type Answered = Pick<
  ShopifyGlobal,
  | 'config'
  | 'origin'
  | 'ready'
  | 'environment'
  | 'loading'
  | 'idToken'
  | 'user'
  | 'toast'
  | 'modal'
  | 'saveBar'
  | 'scopes'
  | 'app'
>;

/** The object for `window.shopify`. */
export function shopifyGlobal(parts: GlobalParts): object {
  const { channel } = parts;
  const answered: Answered = {
    config: parts.config,
    origin: parts.shellOrigin,
    ready: Promise.resolve(),
    environment: { mobile: false, embedded: true, pos: false, intent: false },
    loading: (on = true) => {
      channel.tell('loading', { on });
    },
    idToken: () => parts.tokens.current(),
    user: async () => ({ accountAccess: 'full' }),
    toast: toastApi(channel),
    modal: defineModal(channel),
    saveBar: defineSaveBar(channel, parts.bars),
    scopes: {
      query: () => channel.call('scopes.query', {}, scopesDetail),
      request: (scopes) => channel.call('scopes.request', { scopes }, scopesRequestAnswer),
      revoke: async (scopes) => ({
        detail: await channel.call('scopes.revoke', { scopes }, scopesDetail),
      }),
    },
    app: { extensions: () => channel.call('extensions', {}, extensions) },
  };
  const refused = {
    setSignals: refuse('shopify.setSignals'),
    resourcePicker: refuse('shopify.resourcePicker'),
    picker: refuse('shopify.picker'),
    scanner: refuseAll('shopify.scanner'),
    pos: refuseAll('shopify.pos'),
    intents: refuseAll('shopify.intents'),
    webVitals: refuseAll('shopify.webVitals'),
    support: refuseAll('shopify.support'),
    reviews: refuseAll('shopify.reviews'),
    shopifyQL: refuseAll('shopify.shopifyQL'),
    tools: refuseAll('shopify.tools'),
  };
  return withLoudGaps({ ...answered, ...refused });
}

function withLoudGaps<Api extends object>(api: Api): Api {
  return new Proxy(api, {
    get(target, member, receiver) {
      const quiet = typeof member === 'symbol' || member === 'then' || member === 'toJSON';
      if (!quiet && !(member in target)) throw new NotInLocalShopify(`shopify.${member}`);
      return Reflect.get(target, member, receiver);
    },
  });
}
