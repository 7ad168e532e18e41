import type { ListedAnswer } from '../../../metrics/nps/inbox/listed-answer.server';
import { readShownNames } from '../../../shop/shown-names.server';
import type { ShownAnswers } from '../../../ui/nps/answer-view';

/** Adds the customers' current names at Shopify to answers. */
export async function readShownAnswers(
  domain: string,
  answers: readonly ListedAnswer[],
): Promise<ShownAnswers> {
  const { names, missing } = await readShownNames(
    domain,
    answers.map(({ customer }) => customer),
  );
  return {
    answers: answers.map((answer) => ({
      ...answer,
      answeredAt: answer.answeredAt.toISOString(),
      handledAt: answer.handledAt?.toISOString() ?? null,
      name: answer.customer === null ? null : (names.get(answer.customer) ?? null),
    })),
    namesMissing: missing,
  };
}
