import { optionValues } from '../commands/option-values';
import { CommandTrouble } from '../commands/trouble';

const USAGE = `npm run fuzz [-- options]    generated requests to every door of the web process

  --inputs N    how many (100,000 when not given)
  --seed N      the same seed gives the same requests (random when not given)
  --only N      only the request with this number, and its reply
  --json        one JSON object on standard output, and nothing else there
  --help        this text

It fails when a reply is a server error, admits a request that must be refused, takes longer than a second or contains
a secret. From 100,000 inputs it also fails when the process's memory after the last tenth is over 1.1 times that after the first.`;

export interface FuzzOptions {
  inputs: number;
  seed: string;
  only: number | null;
  json: boolean;
}

/** @throws CommandTrouble naming the wrong option */
export function fuzzOptions(args: string[]): FuzzOptions | { help: string } {
  const { inputs, seed, only, json, help } = optionValues(args, USAGE, {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (help === true) return { help: USAGE };
  return {
    inputs: whole('--inputs', inputs),
    seed: seed ?? String(Math.floor(Math.random() * 1e9)),
    only: only === undefined ? null : whole('--only', only),
    json: json === true,
  };
}

function whole(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CommandTrouble(`${name} ${text} is not a number.\n\n${USAGE}`);
}
