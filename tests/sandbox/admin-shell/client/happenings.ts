import type { Boot } from './boot';
import { byId } from './elements';
import { localShopify } from './local-shopify';

/** Places a customer's order on a click, and shows it. */
export function happenings(boot: Boot): void {
  const shopify = localShopify(boot.shopDomain);
  const buy = async (): Promise<void> => {
    const { name, amount, currency } = await shopify.buy();
    const money = new Intl.NumberFormat(document.documentElement.lang, {
      style: 'currency',
      currency,
    }).format(amount);
    byId('happened', HTMLElement).textContent = boot
      .say('bought')
      .replace('{order}', name)
      .replace('{amount}', money);
  };
  byId('buy', HTMLButtonElement).addEventListener('click', () => void buy());
}
