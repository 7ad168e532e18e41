import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../support/processes/ensure-built';
import { stagesOf } from './dockerfile';

const read = (file: string): string => readFileSync(join(projectFolder, file), 'utf8');
const stages = stagesOf(read('Dockerfile'));
const image = stages.at(-1);

/** What stands in it; `npm run image:check` builds its layout and starts both processes from it. */
describe('the Dockerfile', () => {
  it('runs on the Node that the project runs on', () => {
    const major = read('.nvmrc').trim();
    for (const stage of stages) expect(stage.image).toBe(`node:${major}-slim`);
    expect(process.versions.node.split('.')[0]).toBe(major);
  });

  it('ends with an image that is not root’s, says how it fares, and builds nothing itself', () => {
    expect(image).toMatchObject({ name: null, user: 'node', cmd: ['npm', 'start'] });
    expect(image?.healthcheck?.join(' ')).toContain('/health/live');
    expect(image?.steps.filter(({ kind }) => kind === 'run')).toEqual([]);
  });

  it('takes packages from a stage that installed none for development', () => {
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

  it('is refused by its check where it says what that does not understand', () => {
    expect(() => stagesOf('FROM node:24-slim\nADD https://example.com/x /x')).toThrow('ADD');
    expect(() => stagesOf('RUN true')).toThrow('stands in no stage');
  });
});
