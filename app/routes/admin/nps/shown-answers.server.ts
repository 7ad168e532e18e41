import {
  answerList,
  type AnswerFilter,
  type AnswerList,
} from '../../../metrics/nps/answer-list.server';
import type { InstalledShop } from '../../../shop/shop.server';
import { shownNames } from '../../../shop/shown-names.server';
import type { ShownAnswer } from '../../../ui/nps/answer-view';

/** One page of answers with their customers' names as Shopify has them now; none before there is a shop. */
export async function shownAnswers(
  domain: string,
  shop: InstalledShop | null,
  filter: AnswerFilter,
  page: number,
  size?: number,
): Promise<Omit<AnswerList, 'answers'> & { answers: ShownAnswer[]; namesMissing: boolean }> {
  if (shop === null) return { answers: [], total: 0, page: 1, pages: 1, namesMissing: false };
  const { answers, ...place } = await answerList(shop.id, filter, page, size);
  const { names, missing } = await shownNames(
    domain,
    answers.map(({ customer }) => customer),
  );
  return {
    answers: answers.map((answer) => ({
      ...answer,
      answeredAt: answer.answeredAt.toISOString(),
      name: answer.customer === null ? null : (names.get(answer.customer) ?? null),
    })),
    ...place,
    namesMissing: missing,
  };
}
