import { existsSync } from 'node:fs';
import process from 'node:process';

/**
 * Ends a command with a sentence where the packages, or the files that their scripts make, are missing
 * (`npm ci --ignore-scripts`): otherwise Node reports a missing module of its own or a generated one.
 * Commands load this first, on whatever Node the machine has.
 */
const OLDEST = [22, 13]; // node:sqlite needs no flag from here on

function trouble() {
  if (!existsSync('node_modules/tsx')) return 'The packages are not installed. Run: npm ci';
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const old = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  const ways = [];
  if (old && !existsSync('node_modules/.bin/node'))
    ways.push('npm rebuild --ignore-scripts=false node');
  if (!existsSync('node_modules/.prisma/client/index.js')) ways.push('npm run generate');
  if (ways.length > 0)
    return `npm installed the packages without what their scripts make (--ignore-scripts). Run: ${ways.join(' && ')}`;
  if (old)
    return `This needs Node ${OLDEST.join('.')} or newer; this is Node ${process.versions.node}. Start it by npm, which has brought Node 24.`;
  return null;
}

const sentence = trouble();
if (sentence !== null) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
