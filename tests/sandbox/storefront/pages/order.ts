import { jsonScript, markup, type Html } from '../../http/markup';
import type { OrderRecord } from '../../store/records';
import type { FrameBoot } from '../frame-boot';
import type { Purchase } from '../purchases';
import type { Visitor } from '../visitor';
import { words, type Words } from '../words';
import { money } from './document';

/** The page after a purchase; its order may not exist yet. */
export function thankYouPage(visitor: Visitor, { order }: Purchase): Html {
  const { language, base } = visitor;
  const say = words[language];
  const { confirmationNumber: number } = order;
  const confirmation =
    number === null
      ? null
      : markup`<p class="confirmation">${say.confirmation.replace('{number}', number)}</p>`;
  return markup`<div class="checkout"><div>
${confirmation}
<h1>${say.thanks}</h1>
<section class="card"><h2>${say.confirmed}</h2><p>${say.mail}</p></section>
${extensionFrame(visitor, `${base}/orders/${String(order.id)}/extension?target=purchase.thank-you.block.render`)}
<p><a href="${base}/orders/${order.id}">${say.toStatus}</a></p>
</div>${orderSummary(order, visitor)}</div>`;
}

/** The page that a customer opens later, from an e-mail or the account. */
export function orderStatusPage(visitor: Visitor, order: OrderRecord): Html {
  const { language, base } = visitor;
  const say = words[language];
  return markup`<div class="checkout"><div>
<h1>${say.order.replace('{order}', order.name)}</h1>
<section class="card"><h2>${say.confirmed}</h2><p>${say.paid}</p></section>
${extensionFrame(visitor, `${base}/orders/${String(order.id)}/extension?target=customer-account.order-status.block.render`)}
</div>${orderSummary(order, visitor)}</div>`;
}

/**
 * The frame of an app's extension, as on Shopify: without an origin, so that its every call is cross-origin.
 * The page's script sets its address once it listens.
 */
function extensionFrame({ language }: Visitor, address: string): Html {
  return markup`<iframe class="extension" id="extension" title="${words[language].survey}" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" data-address="${address}"></iframe>
<script src="/storefront-files/client/extension-host.js"></script>`;
}

/** The frame's document: the stand-in for Shopify's side, then the extension. */
export function frameDocument(boot: FrameBoot, bundle: string): string {
  return markup`<!doctype html>
<html lang="${boot.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${boot.title}</title>
<link rel="stylesheet" href="/storefront-files/frame.css">
${jsonScript('boot', boot)}
<script src="/storefront-files/client/frame.js" crossorigin></script>
</head>
<body></body>
<script src="${bundle}" crossorigin></script>
<script>runExtension()</script>
</html>
`.text;
}

/** The amounts between the goods' prices and the total, without zero ones. */
function besidesGoods(order: OrderRecord, say: Words): [label: string, amount: number][] {
  const goods = order.lines.reduce((sum, { originalTotal }) => sum + Number(originalTotal), 0);
  const rows: [string, number][] = [
    [say.discount, Number(order.subtotal) - goods],
    [say.shipping, Number(order.totalShipping)],
    [say.tax, order.taxesIncluded ? 0 : Number(order.totalTax)],
  ];
  // amounts have three decimals at most
  return rows.filter(([, amount]) => Math.abs(amount) >= 0.0005);
}

function orderSummary(order: OrderRecord, { language, shop }: Visitor): Html {
  const say = words[language];
  const row = (label: string, amount: number | string): Html =>
    markup`<li><span>${label}</span><span>${money(String(amount), shop.currencyCode, language)}</span></li>`;
  const lines = order.lines.map(({ title, quantity, originalTotal }) =>
    row(`${title} × ${String(quantity)}`, originalTotal),
  );
  const others = besidesGoods(order, say).map(([label, amount]) => row(label, amount));
  return markup`<aside class="card" aria-label="${say.summary}"><h2>${say.summary}</h2><ul class="lines">${lines}${others}<li class="total"><span>${say.total}</span><span>${money(order.totalPrice, shop.currencyCode, language)}</span></li></ul></aside>`;
}
