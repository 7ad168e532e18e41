import { resolve } from 'node:path';
import { localProblems } from './local-problems';
import { tomlProblems, findTomls } from './tomls';

/**
 * `npm run check:shopify`, a part of `npm run check`: what Shopify's command line would ignore or get wrong in the
 * toml files, and whether what `npm run setup:shopify` wrote, if it did, fits together.
 */
const project = resolve(import.meta.dirname, '..');
const problems = [...findTomls(project).flatMap(tomlProblems), ...localProblems(project)];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
