/** The shop of the survey's tests; what runs without the app's environment names it, too. */
export const DOMAIN = 'tea-shop.myshopify.com';
