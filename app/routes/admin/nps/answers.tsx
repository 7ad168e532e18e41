import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readShownAnswers } from './shown-answers.server';
import { readForm } from '../form.server';
import { answerFilterSchema } from '../../../metrics/nps/inbox/answer-filter';
import { answerList } from '../../../metrics/nps/inbox/answer-list.server';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { setAnswerState } from '../../../survey/inbox/answer-state.server';
import { deleteAnswer } from '../../../survey/answer/delete-answer.server';
import { replyText } from '../../../survey/inbox/reply-text';
import { HANDLED } from '../../../terms/people';
import type { AnswerOutcome, AnswersView } from '../../../ui/nps/answer-view';
import { readAnswersQuery } from '../../../ui/nps/answers-address';
import { AnswersPage } from '../../../ui/nps/answers-page';
import type { PageHandle } from '../../../ui/frame/page-title';
import { shopWords } from '../../../ui/numbers/shop-words';

/** What a shop has that has not written its row yet. */
const NOTHING = {
  ...{ answers: [], total: 0, earlier: false, page: 1, pages: 1, deleted: 0, expired: 0 },
  unhappy: { open: 0, inWork: 0, done: 0 },
};

/** The answers, unhappy and open ones first, filtered by the address; an unknown filter is ignored. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const { searchParams } = new URL(request.url);
  const filter = answerFilterSchema.parse(readAnswersQuery(searchParams));
  const asked = searchParams.get('page') ?? '';
  const page = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
  const { answers, ...place } = shop === null ? NOTHING : await answerList(shop.id, filter, page);
  const shown = await readShownAnswers(session.shop, answers);
  const view: AnswersView = {
    ...shown,
    answers: shown.answers.map((one) => ({ ...one, reply: replyText(one) })),
    ...place,
    filter,
    ...shopWords(shop),
  };
  return { view };
}

/** Notes what was done about an answer, or deletes it, as its customer asked; 404 for another shop's. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const form = await readForm(request);
  const id = String(form.get('id'));
  const intent = form.get('intent');
  const state = HANDLED.find((one) => one === intent);
  if (intent !== 'delete' && state === undefined) throw new Response(null, { status: 400 });
  const done =
    shop !== null &&
    (state === undefined
      ? await deleteAnswer(shop.id, id)
      : await setAnswerState(shop.id, id, state));
  if (!done) throw new Response(null, { status: 404 });
  return json<AnswerOutcome>({ done: state ?? 'deleted' });
}

export const handle = { title: 'nps:answers.title' } satisfies PageHandle;

export default function Answers() {
  const { view } = useLoaderData<typeof loader>();
  return <AnswersPage view={view} answer={useActionData<typeof action>()} />;
}
