import { resolve } from 'node:path';
import { sentenceOf } from '../tests/commands/trouble';
import { setUp } from './set-up';

/** `npm run setup:shopify`: makes the files for `shopify app deploy` from a client id and an address. */
try {
  for (const line of setUp(resolve(import.meta.dirname, '..'), process.argv.slice(2)))
    process.stdout.write(`${line}\n`);
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
