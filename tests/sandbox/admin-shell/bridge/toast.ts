import type { ToastOptions } from '@shopify/app-bridge-types';

import type { Channel } from './channel';

/** `shopify.toast` */
export function toastApi(channel: Channel) {
  const open = new Map<string, ToastOptions>();
  let last = 0;
  channel.on('toast.action', ({ id }) => open.get(id)?.onAction?.());
  channel.on('toast.dismiss', ({ id }) => {
    open.get(id)?.onDismiss?.();
    open.delete(id);
  });
  return {
    show(message: string, options: ToastOptions = {}): string {
      const id = `toast-${String(++last)}`;
      open.set(id, options);
      channel.tell('toast.show', {
        id,
        message,
        duration: options.duration ?? 5000,
        isError: options.isError ?? false,
        action: options.action ?? null,
      });
      return id;
    },
    hide(id: string): void {
      channel.tell('toast.hide', { id });
    },
  };
}
