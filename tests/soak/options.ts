import { optionValues } from '../commands/option-values';
import { CommandTrouble } from '../commands/trouble';

const USAGE = `npm run chaos [-- options]    a shop's life while webhooks go astray and processes are killed

  --events N    how many events happen in the shop (20,000 when not given)
  --kills N     how many processes are killed meanwhile (one for 400 events, at least five)
  --seed N      the same seed gives the same events and kills (random when not given), but not the same timing
  --webs N      web processes (1)
  --workers N   workers (1)
  --json        one JSON object on standard output, and nothing else there
  --help        this text

Afterwards the app runs its update checks and id audits. The command fails when a row of the app, or a number
of its newest snapshot, then differs from the shop's own state or from a fresh import of it.`;

export interface ChaosOptions {
  events: number;
  kills: number;
  seed: string;
  webs: number;
  workers: number;
  json: boolean;
}

/** @throws CommandTrouble naming the wrong option */
export function chaosOptions(args: string[]): ChaosOptions | { help: string } {
  const { events, kills, seed, webs, workers, json, help } = optionValues(args, USAGE, {
    events: { type: 'string', default: '20000' },
    kills: { type: 'string' },
    seed: { type: 'string' },
    webs: { type: 'string', default: '1' },
    workers: { type: 'string', default: '1' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (help === true) return { help: USAGE };
  const all = whole('--events', events);
  return {
    events: all,
    kills: kills === undefined ? Math.max(5, Math.round(all / 400)) : whole('--kills', kills),
    seed: seed ?? String(Math.floor(Math.random() * 1e9)),
    webs: whole('--webs', webs),
    workers: whole('--workers', workers),
    json: json === true,
  };
}

function whole(name: string, text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new CommandTrouble(`${name} ${text} is not a number.\n\n${USAGE}`);
}
