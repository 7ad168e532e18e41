import { parseArgs } from 'node:util';
import { print } from '../../commands/print';

/** Runs a bench that takes `--json` and `--help` alone, and prints its figures. */
export async function plainBench<Figures>(
  usage: string,
  measure: () => Promise<Figures>,
  textOf: (figures: Figures) => string,
): Promise<void> {
  const { json, help } = parseArgs({
    options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  }).values;
  if (help === true) {
    await print(usage);
    return;
  }
  const figures = await measure();
  await print(json === true ? JSON.stringify(figures) : textOf(figures));
}
