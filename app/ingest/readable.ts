import { z } from 'zod';

/**
 * Rows of what can be understood, and of what cannot which field is to blame: one answer that is not
 * as documented keeps no other from being written.
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
      if (!(error instanceof z.ZodError)) throw error;
      unreadable.set(id, error.issues[0]?.path.join('.') ?? '');
    }
  }
  return { read, unreadable };
}
