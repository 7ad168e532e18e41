import { BadEnvironment } from '../../env.server';
import { catalog, definitionOf, jobNameSchema, type JobName } from '../../queue/catalog';

const ALL = Object.keys(catalog) as JobName[];
const isLong = (name: JobName) => definitionOf(name).long === true;

/**
 * The jobs of a worker with this WORKER_JOBS: `all`; `quick`, those that take seconds; `slow`, the others;
 * or names, comma-separated. Every job needs a worker.
 * @throws BadEnvironment with the parts that are neither a job nor a class
 */
export function jobsOf(setting: string): JobName[] {
  const parts = setting.split(',').map((part) => part.trim());
  const unknown = parts.filter(
    (part) => !Object.hasOwn(CLASSES, part) && !jobNameSchema.safeParse(part).success,
  );
  if (unknown.length > 0)
    throw new BadEnvironment(
      `WORKER_JOBS is wrong: there is no job ${unknown.map((part) => `"${part}"`).join(', ')}. ` +
        `Expected all, quick, slow, or names of jobs: ${ALL.join(', ')}. See docs/operating.md, "Configuration".`,
    );
  return ALL.filter((name) => parts.some((part) => CLASSES[part]?.(name) ?? part === name));
}

const CLASSES: Record<string, (name: JobName) => boolean> = {
  all: () => true,
  quick: (name) => !isLong(name),
  slow: isLong,
};
