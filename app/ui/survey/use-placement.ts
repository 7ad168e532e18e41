import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useState } from 'react';
import type { SurveyPlace } from '../../terms/survey-places';

/** Where the question currently stands, by Shopify; `unknown` where Shopify does not say. */
export type Placement =
  { state: 'asking' | 'unknown' } | ({ state: 'known' } & Record<SurveyPlace, boolean>);

const TARGETS = {
  onThankYou: 'purchase.thank-you.block.render',
  onOrderStatus: 'customer-account.order-status.block.render',
} as const;

/** Asks Shopify's admin which of the app's blocks are placed, again whenever the page becomes visible. */
export function usePlacement(): Placement {
  const shopify = useAppBridge();
  const [placement, setPlacement] = useState<Placement>({ state: 'asking' });
  useEffect(() => {
    let left = false;
    const ask = async () => {
      const found = await placed(() => shopify.app.extensions());
      if (!left) setPlacement(found);
    };
    const look = () => {
      // the merchant comes back from an editor in another tab
      if (document.visibilityState === 'visible') void ask();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      left = true;
      document.removeEventListener('visibilitychange', look);
    };
  }, [shopify]);
  return placement;
}

async function placed(extensions: () => Promise<unknown>): Promise<Placement> {
  try {
    const found = await extensions();
    return Array.isArray(found) ? placementOf(found) : { state: 'unknown' };
  } catch {
    return { state: 'unknown' };
  }
}

/** Reads the three places from Shopify's list of the app's extensions. */
export function placementOf(extensions: readonly unknown[]): Placement {
  const activations = extensions.flatMap((extension) =>
    field(extension, 'type') === 'ui_extension' ? list(field(extension, 'activations')) : [],
  );
  const blocks = extensions.flatMap((extension) =>
    field(extension, 'type') === 'theme_app_extension' ? list(field(extension, 'activations')) : [],
  );
  const at = (target: string) => activations.some((each) => field(each, 'target') === target);
  return {
    state: 'known',
    onThankYou: at(TARGETS.onThankYou),
    onOrderStatus: at(TARGETS.onOrderStatus),
    onStorefront: blocks.some((block) => field(block, 'status') === 'active'),
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
