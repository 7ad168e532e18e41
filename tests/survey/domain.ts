/** The shop of the survey's tests; code without the app's environment imports it too. */
export const DOMAIN = 'tea-shop.myshopify.com';
