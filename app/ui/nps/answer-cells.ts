import type { TFunction } from 'i18next';
import type { CsvCell } from '../../csv';
import type { FileAnswer } from '../../metrics/nps/inbox/answer-file.server';
import { reasonText } from './reason-text';
import { groupOf } from './view';

const HEADS = [
  ...['answered', 'score', 'group', 'reason', 'comment', 'place', 'handled', 'since'],
  ...['customer', 'orderName', 'order', 'answer'],
];

type Words = TFunction<'nps'>;

/** The heads of the file of answers. */
export function answerHeads(t: Words): string[] {
  return HEADS.map((head) => t(`inbox:file.${head}`));
}

/** An answer as a line of the file: times in ISO 8601, ids as Shopify's numbers. */
export function answerCells(t: Words, one: FileAnswer): CsvCell[] {
  return [
    one.answeredAt.toISOString(),
    one.score,
    t(`group.${groupOf(one.score)}`),
    one.reason === null ? null : reasonText(t, one.reason, one.edition),
    one.comment ?? (one.commentExpired ? t('inbox:expired') : null),
    t(`source.${one.source}`),
    t(`inbox:state.${one.handled}`),
    one.handledAt?.toISOString() ?? null,
    one.customer,
    one.orderName,
    one.order,
    one.id,
  ];
}
