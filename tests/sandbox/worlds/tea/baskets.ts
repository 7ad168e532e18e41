import type { Random } from '../distributions';
import { productsOfRole } from './catalogue';
import type { Product, Role, Variant } from './catalogue';
import type { BasketLine, SellingPlan } from './purchase';

const BY_ROLE: Record<Role, Product[]> = {
  trial: productsOfRole('trial'),
  main: productsOfRole('main'),
  'back-end': productsOfRole('back-end'),
  'cross-sell': productsOfRole('cross-sell'),
  gift: productsOfRole('gift'),
  'gift-card': productsOfRole('gift-card'),
  sample: productsOfRole('sample'),
};

/** A product of a role, by its popularity at this point of the shop's life (0 to 1). */
export function pickProduct(role: Role, progress: number, random: Random): Product {
  return random.weighted(BY_ROLE[role], (product) => product.weight(progress));
}

/** A line of a product; without a given variant, smaller sizes sell most. */
export function lineFor(
  product: Product,
  random: Random,
  { quantity = 1, plan = null }: { quantity?: number; plan?: SellingPlan | null } = {},
): BasketLine {
  const variant: Variant = random.weighted(
    product.variants,
    (candidate) => 1 / (1 + product.variants.indexOf(candidate)),
  );
  return { product, variant, quantity, plan };
}

/**
 * A customer's n-th basket: their favourite tea, more of it with time, and from the second purchase on
 * another product too.
 */
export function repeatBasket(
  favourite: Product,
  n: number,
  progress: number,
  random: Random,
): BasketLine[] {
  const lines = [
    lineFor(favourite, random, { quantity: random.weighted([1, 2, 3], (q) => 1 / q ** 1.4) }),
  ];
  const more: Role[] = [];
  if (random.chance(0.3)) more.push('main');
  if (n >= 2 && random.chance(0.16)) more.push('cross-sell');
  if (n >= 3 && random.chance(0.22)) more.push('back-end');
  for (const role of more) {
    const product = pickProduct(role, progress, random);
    if (lines.every((line) => line.product !== product)) lines.push(lineFor(product, random));
  }
  if (random.chance(0.08)) lines.push(lineFor(pickProduct('sample', progress, random), random));
  return lines;
}

/** One line of one product of a role. */
export function singleBasket(role: Role, progress: number, random: Random): BasketLine[] {
  return [lineFor(pickProduct(role, progress, random), random)];
}
