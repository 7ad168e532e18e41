import { ensureBuilt } from '../support/processes/ensure-built';
import { runCommand, type Command } from '../commands/command';
import { progressOf } from '../commands/report/progress';
import { CommandTrouble } from '../commands/trouble';
import { openGround } from './ground';
import { fuzzOptions } from './options';
import { fuzzed, inputOf, type Fuzzed } from './run';
import { bytesOf } from './input';
import { send } from './send';
import { print } from '../commands/print';

/** After this many inputs every code path is warm, and the process's memory may not grow. */
const MEMORY_FROM = 100_000;
const MEMORY_RATIO = 1.1;
const HANG_MS = 1_000;

/** `npm run fuzz`: generated requests to every door of the running app. */
async function fuzz(command: Command): Promise<void> {
  const options = fuzzOptions(process.argv.slice(2));
  if ('help' in options) {
    await print(options.help);
    return;
  }
  const shown = progressOf(command);
  const say = shown.line;
  say(`seed ${options.seed}`);
  await Promise.all(
    (['web', 'processes'] as const).map((part) => ensureBuilt(part, command.processes)),
  );
  const ground = await openGround(command);
  if (options.only !== null) {
    const input = inputOf(options.seed, options.only, ground.grounds);
    const answer = await send(ground.port, input);
    await print(`${bytesOf(input).toString('latin1')}\n\n${answer.text}`);
    return;
  }
  const found = await fuzzed(ground, options, say, (done) => {
    shown.say(`${String(done)} of ${String(options.inputs)}`);
  });
  const { inputs, serverErrors, admitted, slowest, leaks, memoryRatio } = found;
  const { seed } = options;
  const told = { inputs, serverErrors, admitted, slowest, leaks, memoryRatio, seed };
  await print(options.json ? JSON.stringify(told) : textOf(found));
  const wrong = verdict(found);
  if (wrong.length > 0) throw new CommandTrouble(`${wrong.join(', ')} (seed ${options.seed}).`);
}

function textOf({ inputs, serverErrors, admitted, slowest, leaks, memoryRatio }: Fuzzed): string {
  return [
    `${String(inputs)} inputs`,
    `${String(serverErrors)} server errors`,
    `${String(admitted)} wrongly admitted`,
    `${String(slowest)} ms the slowest`,
    `${String(leaks)} leaks`,
    `${memoryRatio.toFixed(3)} times the memory after the last tenth`,
  ].join('\n');
}

function verdict({
  inputs,
  serverErrors,
  admitted,
  slowest,
  leaks,
  memoryRatio,
}: Fuzzed): string[] {
  return [
    ...(serverErrors > 0 ? [`${String(serverErrors)} server errors`] : []),
    ...(admitted > 0 ? [`${String(admitted)} wrongly admitted`] : []),
    ...(slowest > HANG_MS ? [`a reply that took ${String(slowest)} ms`] : []),
    ...(leaks > 0 ? [`${String(leaks)} leaks`] : []),
    ...(inputs >= MEMORY_FROM && memoryRatio > MEMORY_RATIO
      ? [`memory grew to ${memoryRatio.toFixed(3)} times`]
      : []),
  ];
}

await runCommand(fuzz, 130);
