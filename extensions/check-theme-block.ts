import { MOST_BYTES, themeBlockBytes, themeCheckOffences } from './theme-block';

/** `npm run check:theme-block`, a part of `npm run check`: Shopify's theme check, and our size limits. */
const bytes = await themeBlockBytes();
for (const [name, most] of Object.entries(MOST_BYTES)) {
  const weighs = bytes[name] ?? Infinity;
  console.log(`survey-theme-block/${name}: ${weighs} of ${most} bytes, compressed`);
  if (weighs > most) process.exitCode = 1;
}
const offences = await themeCheckOffences();
for (const offence of offences) console.error(`survey-theme-block/${offence}`);
if (offences.length > 0) process.exitCode = 1;
