import { afterEach, beforeEach } from 'vitest';

const METHODS = ['log', 'info', 'debug', 'warn', 'error'] as const;

let noise: string[] = [];

for (const method of METHODS) {
  console[method] = (...values: unknown[]) => {
    noise.push(`console.${method}: ${values.map(String).join(' ')}`);
  };
}

beforeEach(() => {
  noise = [];
});

/** An ignored warning hides the next, important one: console output fails the test. */
afterEach(() => {
  if (noise.length > 0) throw new Error(`The test was noisy.\n${noise.join('\n')}`);
});
