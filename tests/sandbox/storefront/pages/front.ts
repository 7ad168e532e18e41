import { markup, type Html } from '../../http/markup';
import type { CustomerRecord, OrderRecord, ProductRecord } from '../../store/records';
import type { Visitor } from '../visitor';
import { words } from '../words';
import { money } from './document';

/** The shop's products, each with a buy button, and the choice of the buyer. */
export function shelf(
  visitor: Visitor,
  products: readonly ProductRecord[],
  regulars: readonly CustomerRecord[],
): Html {
  const say = words[visitor.language];
  const cards = products.map((product) => card(visitor, product));
  return markup`<h1>${say.products}</h1>
${buyerForm(visitor, regulars)}
<ul class="shelf">${cards}</ul>`;
}

function card({ shop, base, language }: Visitor, product: ProductRecord): Html | null {
  const [variant] = product.variants;
  if (variant === undefined) return null;
  const say = words[language];
  return markup`<li><form method="post" action="${base}/buy"><span class="picture" aria-hidden="true"></span><h2>${product.title}</h2><p>${money(variant.price, shop.currencyCode, language)}</p>
<button class="primary" name="variant" value="${variant.id}" aria-label="${say.buy}: ${product.title}">${say.buy}</button></form></li>`;
}

/** The form that chooses the buyer; one with an account is logged in from then on. */
export function buyerForm(visitor: Visitor, regulars: readonly CustomerRecord[]): Html {
  const say = words[visitor.language];
  const option = (value: string | number, name: string): Html =>
    markup`<option value="${value}"${value === visitor.buyer ? markup` selected` : null}>${name}</option>`;
  return markup`<form class="buyer" method="post" action="${visitor.base}/choose"><label for="buyer">${say.buyer}</label>
<select id="buyer" name="buyer">${option('new', say.newCustomer)}${option('guest', say.guest)}${regulars.map((one) => option(one.id, nameOf(one)))}</select>
<button>${say.choose}</button></form>`;
}

/** The logged-in customer with their orders, newest first. */
export function accountPage(visitor: Visitor, orders: readonly OrderRecord[]): Html {
  const { language, base, shop, customer } = visitor;
  const say = words[language];
  const rows = orders.map(
    ({ id, name, createdAt, totalPrice }) =>
      markup`<li><a href="${base}/orders/${id}">${say.order.replace('{order}', name)}</a> <span>${new Date(createdAt).toLocaleDateString(language, { timeZone: shop.ianaTimezone })}</span> <span>${money(totalPrice, shop.currencyCode, language)}</span></li>`,
  );
  return markup`<h1>${say.account}</h1>
${customer === null ? markup`<p>${say.nobody}</p>` : markup`<p>${nameOf(customer)}</p><h2>${say.orders}</h2><ul class="orders">${rows}</ul>`}`;
}

function nameOf({ lastName, firstName, id }: CustomerRecord): string {
  return [lastName, firstName].filter(Boolean).join(' ') || `#${String(id)}`;
}
