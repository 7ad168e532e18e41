import { isBusy } from '../../store/database/busy';

/** The result of a query of a page; null where the database would take too long for it. */
export async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isBusy(error)) return null;
    throw error;
  }
}
