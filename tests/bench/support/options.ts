import { optionValues } from '../../commands/option-values';
import { CommandTrouble } from '../../commands/trouble';

const USAGE = `npm run bench:import [-- options]    how fast a shop is imported and its numbers are computed

  --orders N    orders of the shop, two lines each, from 100 to 10,000,000 (200,000 when not given)
  --json        one JSON object on standard output, and nothing else there
  --help        this text`;

const FEWEST = 100;
const MOST = 10_000_000;

export interface BenchOptions {
  orders: number;
  json: boolean;
}

/**
 * @param usual orders when the option is not given
 * @throws CommandTrouble naming the wrong option
 */
export function benchOptions(
  args: string[],
  usage = USAGE,
  usual = 200_000,
): BenchOptions | { help: string } {
  const { orders, json, help } = optionValues(args, usage, {
    orders: { type: 'string', default: String(usual) },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (help === true) return { help: usage };
  const number = /^\d+$/.test(orders) ? Number(orders) : 0;
  if (number < FEWEST || number > MOST)
    throw new CommandTrouble(
      `--orders ${orders} is wrong; expected a whole number from 100 to 10000000.`,
    );
  return { orders: number, json: json === true };
}
