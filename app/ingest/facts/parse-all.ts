import { z } from 'zod';
import { log } from '../../log.server';
import { OutOfBounds } from './bounds';

/**
 * Parses objects one by one, so that one bad object does not keep the others from being written. A value out
 * of bounds is skipped and logged: a re-read would fail the same way.
 * @returns the rows, and for each id that differs from Shopify's documentation the field
 */
export function parseAll<Row>(
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
        log.warn({ field: error.field }, 'a row out of bounds was skipped');
        continue;
      }
      if (!(error instanceof z.ZodError)) throw error;
      unreadable.set(id, error.issues[0]?.path.join('.') ?? '');
    }
  }
  return { read, unreadable };
}
