import type { FrameBoot } from '../frame-boot';
import type { HostChannel } from './host-channel';
import { translated } from './translated';
import { signals } from './signals';
import { strict } from './strict';

/** Delay of the order on the order-status page; the extension must wait for it. */
const ORDER_KNOWN_AFTER_MS = 60;

type Target = (...args: unknown[]) => unknown;

/** The functions that the extension's bundle registers, by target. */
export type Targets = Map<string, Target>;

/** The part of the two pages' `shopify` global that the extension uses; other parts throw. */
export function shopifyGlobal(boot: FrameBoot, host: HostChannel, targets: Targets): object {
  const { signal, setSignals } = signals();
  const { shop, language } = boot;
  const thanks = boot.target === 'purchase.thank-you.block.render';
  const isoCode = signal(strict('localization.language', { isoCode: language }));
  const orderConfirmation = signal(
    strict('orderConfirmation.value', {
      order: strict('orderConfirmation.value.order', {
        id: `gid://shopify/OrderIdentity/${String(boot.orderId)}`,
      }),
      number: boot.confirmation ?? undefined,
      isFirstOrder: boot.isFirstOrder,
    }),
  );
  const order = signal<object | undefined>(undefined);
  const known = strict('order.value', {
    id: `gid://shopify/Order/${String(boot.orderId)}`,
    name: boot.orderName,
    confirmationNumber: boot.confirmation ?? undefined,
  });
  setTimeout(() => {
    order.get().value = known;
  }, ORDER_KNOWN_AFTER_MS);

  const surface = thanks
    ? {
        get orderConfirmation() {
          return orderConfirmation.get();
        },
      }
    : {
        get order() {
          return order.get();
        },
      };
  return strict(
    'shopify',
    Object.defineProperties(
      {
        extend: (target: string, run: Target): void => void targets.set(target, run),
        setSignals,
        extension: strict('extension', {
          target: boot.target,
          apiVersion: '2026-07',
          editor: undefined,
        }),
        i18n: strict('i18n', { translate: translated(boot) }),
        localization: strict('localization', {
          get language() {
            return isoCode.get();
          },
          get extensionLanguage() {
            return isoCode.get();
          },
        }),
        sessionToken: strict('sessionToken', {
          get: () => host.ask((id) => ({ kind: 'sessionToken', id })),
        }),
        shop: strict('shop', { name: shop.name, myshopifyDomain: shop.domain }),
        storage: strict('storage', {
          read: (key: string) => host.ask((id) => ({ kind: 'storage.read', id, key })),
          write: (key: string, value: unknown) =>
            host.ask((id) => ({ kind: 'storage.write', id, key, value })),
          delete: (key: string) => host.ask((id) => ({ kind: 'storage.delete', id, key })),
        }),
      },
      Object.getOwnPropertyDescriptors(surface),
    ),
  );
}
