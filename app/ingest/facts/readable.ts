import { z } from 'zod';
import { log } from '../../log.server';
import { OutOfBounds } from './bounds';

/**
 * Rows of what can be understood, and of what cannot which field is to blame: one answer that is not
 * as documented keeps no other from being written. What no table holds is left out and logged: reading
 * it again would end the same way.
 */
export function readAll<Row>(
  stated: Iterable<readonly [id: string, json: object]>,
  rowOf: (json: object) => Row,
): { read: Row[]; unreadable: Map<string, string> } {
  const read: Row[] = [];
  const unreadable = new Map<string, string>();
  for (const [id, json] of stated) {
    try {
      read.push(rowOf(json));
    } catch (error) {
      if (error instanceof OutOfBounds) {
        log.warn({ field: error.field }, 'a row out of bounds is left out');
        continue;
      }
      if (!(error instanceof z.ZodError)) throw error;
      unreadable.set(id, error.issues[0]?.path.join('.') ?? '');
    }
  }
  return { read, unreadable };
}
