import type { AnswerFilter } from './answer-filter';
import { answersBefore } from './listed-answer.server';
import { withShop, type ShopId } from '../../../store/db.server';

/** Answers of one read: a file of any length needs the memory of one read. */
const READ_SIZE = 1_000;

export type FileAnswer = Awaited<ReturnType<typeof answersBefore>>[number];

/**
 * Every answer that passes a filter, the last received first, read as the file is sent. Each read is a transaction of its own, so that a
 * slow download holds no connection.
 */
export async function* answersForFile(
  shop: ShopId,
  filter: AnswerFilter,
): AsyncGenerator<FileAnswer[]> {
  let last: FileAnswer | undefined;
  do {
    const before = last;
    const read = await withShop(shop, (tx) => answersBefore(tx, shop, filter, READ_SIZE, before));
    last = read.length === READ_SIZE ? read.at(-1) : undefined;
    yield read;
  } while (last !== undefined);
}
