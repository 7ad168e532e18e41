import { z } from 'zod';

/** One step of a stage. */
export type Step =
  | { kind: 'workdir'; path: string }
  | { kind: 'env'; variables: Record<string, string> }
  | { kind: 'copy'; stage: string | null; from: string[]; to: string }
  | { kind: 'run'; command: string };

/** A stage of a Dockerfile. */
export interface Stage {
  image: string;
  name: string | null;
  steps: Step[];
  user: string | null;
  healthcheck: string[] | null;
  cmd: string[] | null;
}

const words = z.array(z.string()).min(1);

/**
 * Reads the part of the Dockerfile language that this project uses.
 * @throws on every other instruction or form, which the check would miss
 */
export function stagesOf(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name = '', rest = ''] = /^(\w+)\s+(.+)$/.exec(line.trim()) ?? [];
    const from = /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(rest);
    if (name === 'FROM' && from) {
      const [, image = '', stage = null] = from;
      const empty = { user: null, healthcheck: null, cmd: null };
      stages.push({ image, name: stage, steps: [], ...empty });
      continue;
    }
    const stage = stages.at(-1);
    if (stage === undefined) throw new Error(`Dockerfile: ${line} stands in no stage`);
    read(stage, name, rest);
  }
  return stages;
}

function read(stage: Stage, name: string, rest: string): void {
  switch (name) {
    case 'WORKDIR':
      stage.steps.push({ kind: 'workdir', path: rest });
      return;
    case 'ENV': {
      const pairs = rest.split(/\s+/).map((pair) => pair.split('='));
      stage.steps.push({
        kind: 'env',
        variables: z.record(z.string(), z.string()).parse(Object.fromEntries(pairs)),
      });
      return;
    }
    case 'COPY': {
      const [, from = null, paths = ''] = /^(?:--from=(\S+)\s+)?([^-].*)$/.exec(rest) ?? [];
      const all = paths.split(/\s+/);
      if (all.length < 2) throw new Error(`Dockerfile: COPY ${rest} is not understood`);
      stage.steps.push({ kind: 'copy', stage: from, from: all.slice(0, -1), to: all.at(-1) ?? '' });
      return;
    }
    case 'RUN':
      stage.steps.push({ kind: 'run', command: rest });
      return;
    case 'USER':
      stage.user = rest;
      return;
    case 'EXPOSE':
      return;
    case 'HEALTHCHECK':
      stage.healthcheck = words.parse(JSON.parse(rest.replace(/^CMD\s+/, '')));
      return;
    case 'CMD':
      stage.cmd = words.parse(JSON.parse(rest));
      return;
    default:
      throw new Error(`Dockerfile: ${name} is not understood`);
  }
}
