import { Form } from '@remix-run/react';
import { BlockStack, Button, Link, Text } from '@shopify/polaris';
import { npsWeeksTexts } from '../../i18n/late/nps-weeks';
import { MOST_NOTE } from '../../terms/notes';
import { useLateTexts } from '../frame/use-late-texts';
import type { PageFormat } from '../numbers/use-format';
import { ScoreMark } from './answer';
import { answersAddress, NOT_NARROWED } from './answers-address';
import { scored } from './use-score';
import type { NpsView, WeeksView } from './view';
import '../frame/forms.css';
import './answer.css';

type BadWeek = NpsView['nps']['badWeeks'][number];

interface BadWeeksProps {
  badWeeks: BadWeek[];
  weeks: WeeksView;
  /** of the trend */
  lastDay: string;
  format: PageFormat;
}

const WEEK_MS = 7 * 86_400_000;

/** The times in which the score fell, with their comments and what the merchant notes: that of now open, earlier ones folded. */
export function BadWeeks({ badWeeks, weeks, lastDay, format }: BadWeeksProps) {
  const { t } = useLateTexts(npsWeeksTexts);
  if (badWeeks.length === 0) return null;
  // a fall is news for a week; before, its comments would hide what holds now
  const isNews = ({ to }: BadWeek) => Date.parse(lastDay) - Date.parse(to) <= WEEK_MS;
  const now = badWeeks.filter(isNews).toReversed();
  const earlier = badWeeks.filter((week) => !isNews(week)).toReversed();
  const one = (week: BadWeek) => (
    <BadWeekPart key={week.from} week={week} weeks={weeks} format={format} />
  );
  return (
    <BlockStack gap="300">
      {now.length > 0 && (
        <Text as="h3" variant="headingSm">
          {t('title')}
        </Text>
      )}
      {now.map(one)}
      {earlier.length > 0 && (
        <details className="om-more">
          <summary>
            {t('earlier', { count: earlier.length, n: format.number(earlier.length) })}
          </summary>
          <BlockStack gap="300">{earlier.map(one)}</BlockStack>
        </details>
      )}
    </BlockStack>
  );
}

function BadWeekPart({
  week,
  weeks,
  format,
}: { week: BadWeek } & Omit<BadWeeksProps, 'badWeeks' | 'lastDay'>) {
  const { t } = useLateTexts(npsWeeksTexts);
  const comments = weeks.comments.filter((one) => one.week === week.from);
  const window = weeks.windows.find((one) => one.week === week.from);
  return (
    <BlockStack gap="200">
      <p>
        <strong>
          {t('when', {
            day: format.day(week.lowestDay),
            lowest: scored(week.lowest),
            before: scored(week.before),
          })}
        </strong>{' '}
        {t('people', { people: format.people(week.detractors) })}
      </p>
      {comments.length === 0 ? (
        <p className="om-range">{t('silent')}</p>
      ) : (
        <ul className="om-requests" aria-label={t('comments')}>
          {comments.map(({ id, score, comment, answeredAt }) => (
            <li key={id} className="om-answer">
              <ScoreMark score={score} />
              <div className="om-answer-body">
                <p className="om-words-said">{comment}</p>
                <time className="om-range" dateTime={answeredAt}>
                  {format.moment(answeredAt)}
                </time>
              </div>
            </li>
          ))}
        </ul>
      )}
      {window && (
        <Link
          url={answersAddress({
            ...NOT_NARROWED,
            group: 'detractors',
            from: window.from,
            to: window.to,
          })}
        >
          {t('answers')}
        </Link>
      )}
      <NoteForm week={week} weeks={weeks} />
    </BlockStack>
  );
}

/** The note that the weeks have, by any of their days: the first one moves when orders come late. */
export function noteOf({ from, to }: Pick<BadWeek, 'from' | 'to'>, { notes }: WeeksView) {
  return notes.find(({ day }) => day >= from && day <= to);
}

function NoteForm({ week, weeks }: { week: BadWeek; weeks: WeeksView }) {
  const { t } = useLateTexts(npsWeeksTexts);
  const kept = noteOf(week, weeks);
  return (
    // a saved note makes a new form, which starts from it
    <Form method="post" key={kept?.note ?? ''} preventScrollReset>
      <BlockStack gap="200">
        <input type="hidden" name="intent" value="note" />
        <input type="hidden" name="day" value={kept?.day ?? week.from} />
        <label className="om-field">
          <span>{t('note')}</span>
          <textarea
            name="note"
            className="om-input om-input-wide"
            rows={2}
            maxLength={MOST_NOTE}
            defaultValue={kept?.note ?? ''}
          />
        </label>
        <div>
          <Button submit>{t('save')}</Button>
        </div>
      </BlockStack>
    </Form>
  );
}
