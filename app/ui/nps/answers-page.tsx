import { Form, useSubmit } from '@remix-run/react';
import { Banner, BlockStack, Button, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Said } from '../numbers/said';
import { Pager } from '../frame/pager';
import { Section } from '../frame/section';
import { ViewFields } from '../frame/view-fields';
import '../base.css';
import { useFormat, type PageFormat } from '../numbers/use-format';
import { AnswerList } from './answer-list';
import type { AnswersView, DeleteAnswer as Outcome } from './answer-view';
import { answersAddress, isNarrowed, reasonChoice } from './answers-address';
import { DeleteAnswer } from './delete-answer';
import { NpsTabs } from './nps-tabs';
import { reasonText } from './reason-text';
import { REASON_EDITION, REASON_EDITIONS, REASONS, type ReasonEdition } from '../../terms/reasons';
import { SCORE_GROUPS } from '../../terms/scores';
import { SOURCES } from '../../terms/sources';
import '../frame/forms.css';
import './answers-page.css';

interface AnswersPageProps {
  view: AnswersView;
  /** the result of the last button */
  answer?: Outcome;
}

/** Every answer, newest first, filtered by the address; each can be deleted. */
export function AnswersPage({ view, answer }: AnswersPageProps) {
  const { t } = useTranslation('nps');
  const format = useFormat(view);
  const { answers, total, filter } = view;
  const gone = view.deleted + view.expired > 0;
  const none = isNarrowed(filter)
    ? t('answers.noneLeft')
    : t(gone ? 'answers.noneKept' : 'answers.none');
  return (
    <main>
      <Page title={t('answers.title')} subtitle={t('answers.subtitle')}>
        <NpsTabs />
        <Said>
          {answer !== undefined && <Banner tone="success">{t('answers.delete.done')}</Banner>}
        </Said>
        <BlockStack gap="400">
          <Section
            title={t('answers.list')}
            meaning={
              total === 0 ? none : t('answers.count', { count: total, n: format.number(total) })
            }
          >
            <Filter view={view} />
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
                act={(one) => <DeleteAnswer answer={one} />}
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
            <Gone view={view} format={format} />
          </Section>
        </BlockStack>
      </Page>
    </main>
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

/** A plain form; with script it applies each choice at once. */
function Filter({ view: { filter, earlier } }: { view: AnswersView }) {
  const { t } = useTranslation('nps');
  const submit = useSubmit();
  return (
    <Form
      method="get"
      // a new choice makes a new form, so that its fields start from the address
      key={answersAddress(filter)}
      className="om-filter"
      onChange={(event) => submit(event.currentTarget, { replace: true })}
    >
      <ViewFields />
      <Choice
        name="group"
        label={t('answers.group')}
        all={t('answers.allGroups')}
        chosen={filter.group}
        options={SCORE_GROUPS.map((key) => [key, t(`group.${key}`)])}
      />
      <Choice
        name="place"
        label={t('answers.source')}
        all={t('answers.allSources')}
        chosen={filter.source}
        options={SOURCES.map((key) => [key, t(`source.${key}`)])}
      />
      <Choice
        name="reason"
        label={t('answers.reason')}
        all={t('answers.allReasons')}
        chosen={reasonChoice(filter)}
        options={shownEditions(filter, earlier).flatMap((edition) =>
          REASONS.map((reason): [string, string] => [
            reasonChoice({ reason, edition }) ?? reason,
            reasonText(t, reason, edition),
          ]),
        )}
      />
      <label className="om-check">
        <input type="checkbox" name="comments" value="1" defaultChecked={filter.comments} />
        {t('answers.comments')}
      </label>
      <noscript>
        <Button submit>{t('answers.show')}</Button>
      </noscript>
    </Form>
  );
}

/** The current sentences first; those of an earlier edition where they were chosen. */
function shownEditions({ edition }: AnswersView['filter'], earlier: boolean): ReasonEdition[] {
  const known = earlier || (edition ?? REASON_EDITION) !== REASON_EDITION;
  return known ? REASON_EDITIONS.toReversed() : [REASON_EDITION];
}

interface ChoiceProps {
  name: string;
  label: string;
  all: string;
  chosen: string | null;
  options: [key: string, word: string][];
}

function Choice({ name, label, all, chosen, options }: ChoiceProps) {
  return (
    <label className="om-choice">
      <span>{label}</span>
      <select name={name} className="om-select" defaultValue={chosen ?? ''}>
        <option value="">{all}</option>
        {options.map(([key, word]) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
