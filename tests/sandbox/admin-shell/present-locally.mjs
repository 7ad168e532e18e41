/**
 * A preload for the app's web process (`node --import`): lets the local admin frame the app. Shopify's
 * library allows `https://admin.shopify.com` as the frame's parent and preloads App Bridge from Shopify's
 * CDN. Here the parent is OMEGA_SHELL_ORIGIN and App Bridge is at APP_BRIDGE_URL, so this preload completes
 * both headers of each reply, and the app knows of neither.
 */
import { ServerResponse } from 'node:http';

const shell = process.env.OMEGA_SHELL_ORIGIN;
const bridge = process.env.APP_BRIDGE_URL;

function localHeader(name, value) {
  if (Array.isArray(value)) return value.map((one) => localHeader(name, one));
  if (typeof value !== 'string') return value;
  const header = String(name).toLowerCase();
  if (header === 'content-security-policy' && shell !== undefined)
    return value.replace(/frame-ancestors [^;]*https:\/\/admin\.shopify\.com/, `$& ${shell}`);
  if (header === 'link' && bridge !== undefined)
    return value.replaceAll('https://cdn.shopify.com/shopifycloud/app-bridge.js', bridge);
  return value;
}

const { setHeader, appendHeader, writeHead } = ServerResponse.prototype;

ServerResponse.prototype.setHeader = function (name, value) {
  return setHeader.call(this, name, localHeader(name, value));
};

ServerResponse.prototype.appendHeader = function (name, value) {
  return appendHeader.call(this, name, localHeader(name, value));
};

ServerResponse.prototype.writeHead = function (status, ...rest) {
  const headers = rest.at(-1);
  if (typeof headers === 'object' && headers !== null && !Array.isArray(headers))
    rest[rest.length - 1] = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, localHeader(name, value)]),
    );
  return writeHead.call(this, status, ...rest);
};
