import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../support/processes/ensure-built';
import { stagesOf } from './dockerfile';

const read = (file: string): string => readFileSync(join(projectFolder, file), 'utf8');
const stages = stagesOf(read('Dockerfile'));
const image = stages.at(-1);

/** Its text; `npm run image:check` builds its layout and starts both processes from it. */
describe('the Dockerfile', () => {
  it('runs on the project’s version of Node', () => {
    const major = read('.nvmrc').trim();
    for (const stage of stages) expect(stage.image).toBe(`node:${major}-slim`);
    expect(process.versions.node.split('.')[0]).toBe(major);
  });

  it('ends with an image that runs as another user than root, has a health check, and builds nothing', () => {
    expect(image).toMatchObject({ name: null, user: 'node', cmd: ['npm', 'start'] });
    expect(image?.healthcheck?.join(' ')).toContain('/health/live');
    expect(image?.steps.filter(({ kind }) => kind === 'run')).toEqual([]);
  });

  it('copies packages from a stage without those of development', () => {
    const from = image?.steps.flatMap((step) =>
      step.kind === 'copy' && step.from.some((path) => path.includes('node_modules'))
        ? [step.stage]
        : [],
    );
    expect(from).toEqual(['packages']);
    const packages = stages.find(({ name }) => name === 'packages');
    const commands = packages?.steps.flatMap((step) => (step.kind === 'run' ? [step.command] : []));
    expect(commands).toEqual([expect.stringContaining('npm ci --omit=dev')]);
  });

  it('is refused by its check if it has an instruction that the check does not know', () => {
    expect(() => stagesOf('FROM node:24-slim\nADD https://example.com/x /x')).toThrow('ADD');
    expect(() => stagesOf('RUN true')).toThrow('stands in no stage');
  });
});
