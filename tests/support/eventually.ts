import { vi } from 'vitest';

/** A state that a test waits for is reached late on a busy machine: a wait ends a test only when the state never comes. */
const PATIENCE = { timeout: 120_000, interval: 50 };

/**
 * Waits until a check does not throw.
 * @returns what the check returned
 * @throws the check's last error, after two minutes
 */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, PATIENCE);
