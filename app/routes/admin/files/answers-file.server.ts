import { now } from '../../../clock.server';
import type { StreamedFile } from '../../../files/stream.server';
import { dayIn } from '../../../metrics/calendar';
import { answerFilterSchema } from '../../../metrics/nps/inbox/answer-filter';
import { answersForFile } from '../../../metrics/nps/inbox/answer-file.server';
import { answerCells, answerHeads } from '../../../ui/nps/answer-cells';
import { readAnswersQuery } from '../../../ui/nps/answers-address';
import { csvFile, linesOf } from './csv-file.server';
import type { FileRequest } from './kinds.server';
import { translatorOf } from './translator.server';

/** The answers of the inbox that pass the filter of its address. */
export async function answersFile({ shop, query, language }: FileRequest): Promise<StreamedFile> {
  const t = translatorOf(language, 'nps');
  const filter = answerFilterSchema.parse(readAnswersQuery(query));
  const day = dayIn(shop.timezone, now());
  return await Promise.resolve(
    csvFile({
      domain: shop.domain,
      name: [t('answers.title'), day],
      about: [day],
      heads: answerHeads(t),
      pages: linesOf(answersForFile(shop.id, filter), (answer) => answerCells(t, answer)),
    }),
  );
}
