import type { LoaderFunctionArgs } from '@remix-run/node';
import '../../../i18n/both';
import { createTranslator } from '../../../i18n/i18n';
import { chooseLanguage } from '../../../i18n/language';
import { answerFilterSchema } from '../../../metrics/nps/inbox/answer-filter';
import { answersForFile } from '../../../metrics/nps/inbox/answer-file.server';
import { authenticate } from '../../../shopify/shopify.server';
import { csvFile } from '../../../survey/links/csv';
import { answerHeads, answerLines } from '../../../ui/nps/answer-lines';
import { readAnswersQuery } from '../../../ui/nps/answers-address';
import { knownShop } from '../known-shop.server';

/** Downloads the answers that pass the filter in the address, in the language of the page that asks. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const { searchParams } = new URL(request.url);
  const filter = answerFilterSchema.parse(readAnswersQuery(searchParams));
  const language = chooseLanguage({ url: searchParams.get('locale'), shop: shop.locale });
  const t = createTranslator(language).getFixedT(language, 'nps');
  async function* lines() {
    yield answerHeads(t);
    for await (const read of answersForFile(shop.id, filter)) yield answerLines(t, read);
  }
  return csvFile('answers.csv', lines());
}
