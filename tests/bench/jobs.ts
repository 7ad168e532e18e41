import { optionValues } from '../commands/option-values';
import { ensureBuilt } from '../support/processes/ensure-built';
import { ownPostgres } from '../commands/processes/own-postgres';
import { progressOf } from '../commands/report/progress';
import { print } from '../commands/print';
import { runCommand, type Command } from '../commands/command';
import { machine } from './support/machine';
import { measureJobs } from './shops/shops-jobs';

const USAGE = `npm run bench:jobs [-- options]    jobs a second while a job of each of 10,000 shops is due

  --json        one JSON object on standard output, and nothing else there
  --help        this text`;

/** `npm run bench:jobs`: the queue's part of `npm run bench:shops`. */
async function bench(command: Command): Promise<void> {
  const { json, help } = optionValues(process.argv.slice(2), USAGE, {
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (help === true) {
    await print(USAGE);
    return;
  }
  const shown = progressOf(command);
  shown.say('Building the worker …');
  await ensureBuilt('processes', command.processes);
  const own = await command.beside(ownPostgres());
  command.atEnd(() => own.remove());
  const figures = await measureJobs(command, {
    own,
    logs: own.folder,
    say: (what) => shown.say(what),
  });
  const all = { ...figures, machine: await machine(own.postgres.serverUrl('postgres')) };
  await print(json === true ? JSON.stringify(all) : text(all));
}

function text({
  machine: on,
  ...of
}: Awaited<ReturnType<typeof measureJobs>> & {
  machine: Awaited<ReturnType<typeof machine>>;
}): string {
  const row = (name: string, number: number, target: string) =>
    `${name.padEnd(32)}${number.toFixed(1).padStart(8)}    ${target}`.trimEnd();
  return [
    row('jobs a second, one worker', of.jobsPerSecond, '≥ 150'),
    row('  two workers', of.jobsPerSecondOfTwo, `≥ ${(0.9 * of.jobsPerSecond).toFixed(0)}`),
    row('graphile-worker alone', of.bareJobsPerSecond, ''),
    row(
      'processor ms a job',
      of.cpuMsPerJob,
      `graphile-worker alone ${of.bareCpuMsPerJob.toFixed(1)}`,
    ),
    '',
    `${on.cores} cores of ${on.cpu}, PostgreSQL ${on.postgres} (fsync ${on.fsync}), Node ${on.node}`,
  ].join('\n');
}

await runCommand(bench, 130);
