import { Banner, BlockStack, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { inboxTexts } from '../../i18n/late/inbox';
import { HANDLED } from '../../terms/people';
import { ChoiceLinks } from '../frame/choice-links';
import { FileDownload } from '../files/file-download';
import { useLateTexts } from '../frame/use-late-texts';
import { Said } from '../numbers/said';
import { Pager } from '../frame/pager';
import { Section } from '../frame/section';
import { useView, viewParameters } from '../frame/view-address';
import '../base.css';
import { useFormat, type PageFormat } from '../numbers/use-format';
import { AnswerList } from './answer-list';
import type { AnswerOutcome, AnswersView } from './answer-view';
import { answersAddress, answersQuery, isNarrowed, NOT_NARROWED } from './answers-address';
import { AnswersFilter } from './answers-filter';
import { DeleteAnswer } from './delete-answer';
import { HandleAnswer } from './handle-answer';
import { NpsTabs } from './nps-tabs';
import { Reply } from './reply';
import './answers-page.css';

interface AnswersPageProps {
  view: AnswersView;
  /** the result of the last button */
  answer?: AnswerOutcome;
}

/** The inbox: every answer, unhappy and open ones first, filtered by the address; each is handled, replied to or deleted. */
export function AnswersPage({ view, answer }: AnswersPageProps) {
  const { t } = useTranslation('nps');
  const { t: own } = useLateTexts(inboxTexts);
  const format = useFormat(view);
  const { answers, total, filter } = view;
  const gone = view.deleted + view.expired > 0;
  const none = isNarrowed(filter)
    ? t('answers.noneLeft')
    : t(gone ? 'answers.noneKept' : 'answers.none');
  return (
    <main>
      <Page title={t('answers.title')} subtitle={own('subtitle')}>
        <NpsTabs />
        <Said>
          {answer !== undefined && (
            <Banner tone="success">
              {answer.done === 'deleted' ? t('answers.delete.done') : own(`outcome.${answer.done}`)}
            </Banner>
          )}
        </Said>
        <BlockStack gap="400">
          <Section
            title={t('answers.list')}
            meaning={
              total === 0 ? none : t('answers.count', { count: total, n: format.number(total) })
            }
          >
            <Queues view={view} format={format} />
            <AnswersFilter view={view} />
            {view.namesMissing && (
              <Text as="p" tone="subdued">
                {t('answers.namesMissing')}
              </Text>
            )}
            {answers.length > 0 && (
              <AnswerList
                label={t('answers.list')}
                answers={answers}
                format={format}
                act={(one) => (
                  <>
                    {one.commentExpired && <p className="om-range">{own('expired')}</p>}
                    <div className="om-answer-acts">
                      <HandleAnswer answer={one} format={format} />
                      <Reply answer={one} />
                      <DeleteAnswer answer={one} />
                    </div>
                  </>
                )}
              />
            )}
            <Pager
              page={view.page}
              pages={view.pages}
              address={(at) => answersAddress(filter, at)}
              words={{
                label: t('answers.pages'),
                newer: t('answers.newer'),
                older: t('answers.older'),
                page: t('answers.page', { page: view.page, pages: view.pages }),
              }}
            />
            {answers.length > 0 && <SaveAnswers filter={filter} total={total} />}
            <Gone view={view} format={format} />
          </Section>
        </BlockStack>
      </Page>
    </main>
  );
}

/** The unhappy answers by what was done about them, each of which is a list. */
function Queues({ view: { unhappy, filter }, format }: { view: AnswersView; format: PageFormat }) {
  const { t } = useLateTexts(inboxTexts);
  const view = useView();
  const search = (of: AnswersView['filter']) =>
    `?${new URLSearchParams([...viewParameters(view), ...new URLSearchParams(answersQuery(of))]).toString()}`;
  const isAll = !isNarrowed(filter);
  return (
    <ChoiceLinks
      label={t('queues.label')}
      choices={[
        ...HANDLED.map((handled) => {
          const of = { ...NOT_NARROWED, group: 'detractors' as const, handled };
          return {
            key: handled,
            name: t(`queues.${handled}`, { n: format.number(unhappy[handled]) }),
            search: search(of),
            chosen: answersQuery(filter) === answersQuery(of),
          };
        }),
        { key: 'all', name: t('queues.all'), search: search(NOT_NARROWED), chosen: isAll },
      ]}
    />
  );
}

/** Saves every answer that passes the filter, not those of the page alone. */
function SaveAnswers({ filter, total }: Pick<AnswersView, 'filter' | 'total'>) {
  const { t } = useLateTexts(inboxTexts);
  return (
    <FileDownload
      what="answers"
      query={answersQuery(filter).slice(1)}
      total={total}
      label={t('file.save')}
    />
  );
}

/** The number of answers that are in no list, and why. */
function Gone({ view, format }: { view: AnswersView; format: PageFormat }) {
  const { t } = useTranslation('nps');
  const gone = (['deleted', 'expired'] as const).filter((why) => view[why] > 0);
  return gone.map((why) => (
    <Text key={why} as="p" tone="subdued">
      {t(`answers.gone.${why}`, { count: view[why], n: format.number(view[why]) })}
    </Text>
  ));
}
