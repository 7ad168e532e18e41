import { resolve } from 'node:path';
import { localProblems } from './local-problems';
import { tomlProblems, findTomls } from './tomls';

/**
 * `npm run check:shopify`, a part of `npm run check`: prints what Shopify's command line would ignore or get
 * wrong in the toml files, and contradictions between the files of `npm run setup:shopify`.
 */
const project = resolve(import.meta.dirname, '..');
const problems = [...findTomls(project).flatMap(tomlProblems), ...localProblems(project)];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
