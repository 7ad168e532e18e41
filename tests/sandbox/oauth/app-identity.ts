/**
 * Who the app is to the local Shopify. Constants, not secrets: they sign nothing outside this
 * machine, and every process of a demo or a test has to agree on them.
 */
export const API_KEY = 'omega-local-key';
export const API_SECRET = 'omega-local-secret-0123456789abcdef';
/** The one Admin API version that is served. */
export const API_VERSION = '2026-10';
