import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readShownAnswers } from './shown-answers.server';
import { readForm } from '../form.server';
import { answerFilterSchema, answerList } from '../../../metrics/nps/answer-list.server';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { deleteAnswer } from '../../../survey/answer/delete-answer.server';
import type { AnswersView, DeleteAnswer } from '../../../ui/nps/answer-view';
import { readReasonChoice } from '../../../ui/nps/answers-address';
import { AnswersPage } from '../../../ui/nps/answers-page';
import type { PageHandle } from '../../../ui/frame/page-title';
import { shopWords } from '../../../ui/numbers/shop-words';

/** The answers, newest first, filtered by the address; an unknown filter is ignored. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const { searchParams } = new URL(request.url);
  const filter = answerFilterSchema.parse({
    group: searchParams.get('group'),
    source: searchParams.get('place'),
    ...readReasonChoice(searchParams.get('reason')),
    comments: searchParams.has('comments'),
  });
  const asked = searchParams.get('page') ?? '';
  const page = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
  const { answers, ...place } =
    shop === null
      ? { answers: [], total: 0, earlier: false, page: 1, pages: 1, deleted: 0, expired: 0 }
      : await answerList(shop.id, filter, page);
  const view: AnswersView = {
    ...(await readShownAnswers(session.shop, answers)),
    ...place,
    filter,
    ...shopWords(shop),
  };
  return { view };
}

/** Deletes one answer of the shop, as its customer asked; 404 for another shop's. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const form = await readForm(request);
  if (form.get('intent') !== 'delete') throw new Response(null, { status: 400 });
  const done = shop !== null && (await deleteAnswer(shop.id, String(form.get('id'))));
  if (!done) throw new Response(null, { status: 404 });
  return json<DeleteAnswer>({ done: 'deleted' });
}

export const handle = { title: 'nps:answers.title' } satisfies PageHandle;

export default function Answers() {
  const { view } = useLoaderData<typeof loader>();
  return <AnswersPage view={view} answer={useActionData<typeof action>()} />;
}
