/**
 * The app's identity at the local Shopify. Constants, not secrets: they sign nothing outside this machine,
 * and all processes of a demo or a test share them.
 */
export const API_KEY = 'omega-local-key';
export const API_SECRET = 'omega-local-secret-0123456789abcdef';
/** The only Admin API version of the local Shopify. */
export const API_VERSION = '2026-10';
