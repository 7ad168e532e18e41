import { Form, useSubmit } from '@remix-run/react';
import { Button, InlineStack, Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { inboxTexts } from '../../i18n/late/inbox';
import { MOST_SEARCHED } from '../../terms/notes';
import { HANDLED } from '../../terms/people';
import { REASON_EDITION, REASON_EDITIONS, REASONS, type ReasonEdition } from '../../terms/reasons';
import { SCORE_GROUPS } from '../../terms/scores';
import { SOURCES } from '../../terms/sources';
import { useLateTexts } from '../frame/use-late-texts';
import { ViewFields } from '../frame/view-fields';
import type { AnswersView } from './answer-view';
import { answersAddress, isNarrowed, NOT_NARROWED, reasonChoice } from './answers-address';
import { reasonText } from './reason-text';
import '../frame/forms.css';
import './answers-page.css';

/** A plain form; with script it applies each choice at once, and what is typed by its button. */
export function AnswersFilter({ view: { filter, earlier } }: { view: AnswersView }) {
  const { t } = useTranslation('nps');
  const { t: own } = useLateTexts(inboxTexts);
  const submit = useSubmit();
  return (
    <Form
      method="get"
      // a new choice makes a new form, so that its fields start from the address
      key={answersAddress(filter)}
      className="om-filter"
      onChange={({ target, currentTarget }) => {
        if (target instanceof HTMLSelectElement || isCheckbox(target))
          submit(currentTarget, { replace: true });
      }}
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
        name="handled"
        label={own('handledLabel')}
        all={own('allHandled')}
        chosen={filter.handled}
        options={HANDLED.map((key) => [key, own(`state.${key}`)])}
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
      <label className="om-choice">
        <span>{own('words')}</span>
        <input
          name="q"
          type="search"
          className="om-input"
          maxLength={MOST_SEARCHED}
          defaultValue={filter.words ?? ''}
        />
      </label>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="om-choice">
          <span>{own(end)}</span>
          <input name={end} type="date" className="om-input" defaultValue={filter[end] ?? ''} />
        </label>
      ))}
      <label className="om-check">
        <input type="checkbox" name="comments" value="1" defaultChecked={filter.comments} />
        {t('answers.comments')}
      </label>
      <InlineStack gap="300" blockAlign="center">
        <Button submit>{own('show')}</Button>
        {isNarrowed(filter) && <Link url={answersAddress(NOT_NARROWED)}>{own('clear')}</Link>}
      </InlineStack>
    </Form>
  );
}

const isCheckbox = (field: EventTarget): boolean =>
  field instanceof HTMLInputElement && field.type === 'checkbox';

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
