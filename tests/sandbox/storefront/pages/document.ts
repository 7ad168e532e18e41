import { markup, type Html } from '../../http/markup';
import type { Visitor } from '../visitor';
import { words } from '../words';

export interface StorefrontPage {
  title: string;
  main: Html;
  /** further elements of the page's head */
  head?: Html;
  /** true for pages of the shop's theme: adds the announcement bar and the theme's fonts */
  theme?: boolean;
}

/** The frame of every storefront page: the stand-in's strip, the shop's header, and the page. */
export function storefrontDocument(visitor: Visitor, page: StorefrontPage): string {
  const { shop, base, language } = visitor;
  const say = words[language];
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · ${shop.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/storefront-files/storefront.css">
${page.head}
</head>
<body>
<div class="strip" role="note"><span>${say.standIn}</span>
<span class="switches"><a href="${base.replace('/storefront/', '/store/')}/apps/omega/app">${say.admin}</a>${languageSwitch(visitor)}</span></div>
<header class="shop-header"><a class="shop-name" href="${base}">${shop.name}</a>
<nav aria-label="${say.shopFront}"><a href="${base}">${say.products}</a><a href="${base}/account">${say.account}</a></nav></header>
<main id="MainContent"${page.theme === true ? markup` class="theme"` : null}>
${page.main}
</main>
</body>
</html>
`.text;
}

function languageSwitch({ base, language }: Visitor): Html {
  const buttons = (['ja', 'en'] as const).map(
    (one) =>
      markup`<button name="language" value="${one}" lang="${one}" aria-pressed="${String(one === language)}">${one === 'ja' ? '日本語' : 'English'}</button>`,
  );
  return markup`<form method="post" action="${base}/choose" role="group" aria-label="${words[language].language}">${buttons}</form>`;
}

/** An amount in the customer's format. */
export function money(amount: string, currency: string, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(amount));
}
