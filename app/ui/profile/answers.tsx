import { Badge, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { profile } from '../../i18n/late/profile';
import { LAST_DETRACTOR } from '../../terms/scores';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { ScoreMark } from '../nps/answer';
import { reasonText } from '../nps/reason-text';
import type { PartProps } from './profile-page';
import '../nps/answer.css';
import './profile.css';

/** What the customer answered, with their words and what the merchant has done about it. */
export function OwnAnswers({ view, format }: PartProps) {
  const { t } = useLateTexts(profile);
  const { t: nps } = useTranslation('nps');
  const { answers } = view;
  return (
    <Section title={t('answers.title')}>
      {answers.length === 0 ? (
        <NotAsked view={view} format={format} />
      ) : (
        <ul className="om-requests" aria-label={t('answers.title')}>
          {answers.map((answer) => (
            <li key={answer.id}>
              <article className="om-answer">
                <ScoreMark score={answer.score} />
                <div className="om-answer-body">
                  {answer.comment !== null && <p className="om-words-said">{answer.comment}</p>}
                  {answer.commentExpired && (
                    <Text as="p" tone="subdued">
                      {t('answers.expired')}
                    </Text>
                  )}
                  <InlineStack gap="200" blockAlign="center">
                    {answer.reason !== null && (
                      <Badge tone="warning">{reasonText(nps, answer.reason, answer.edition)}</Badge>
                    )}
                    {answer.score <= LAST_DETRACTOR && (
                      <Badge tone={answer.handled === 'done' ? 'success' : 'attention'}>
                        {t(`answers.handled.${answer.handled}`)}
                      </Badge>
                    )}
                  </InlineStack>
                  <p className="om-range om-answer-facts">
                    {answer.order !== null && (
                      <Link url={`shopify://admin/orders/${answer.order}`} target="_top">
                        {answer.orderName === null
                          ? nps('answer.order', { id: answer.order })
                          : nps('answer.orderNamed', { name: answer.orderName })}
                      </Link>
                    )}
                    <span>{nps(`source.${answer.source}`)}</span>
                    <time dateTime={answer.answeredAt}>{format.moment(answer.answeredAt)}</time>
                  </p>
                </div>
              </article>
            </li>
          ))}
        </ul>
      )}
      {answers.some(({ score }) => score <= LAST_DETRACTOR) && (
        <Text as="p">
          <Link url="/app/nps/answers">{t('answers.inbox')}</Link>
        </Text>
      )}
    </Section>
  );
}

/** Why there is no answer: never asked, asked and not answered, or not asked for a reason. */
function NotAsked({ view: { contact }, format }: PartProps) {
  const { t } = useLateTexts(profile);
  const { shownAt, refused } = contact;
  return (
    <>
      <Text as="p">
        {shownAt === null
          ? t(refused.length === 0 ? 'answers.neverAsked' : 'answers.notAsked')
          : t('answers.asked', { time: format.moment(shownAt) })}
      </Text>
      {refused.length > 0 && (
        <ul className="om-ways">
          {refused.map(({ why, at }) => (
            <li key={why}>
              {t('answers.refused', {
                why: t(`answers.why.${why}`),
                time: format.moment(at),
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
