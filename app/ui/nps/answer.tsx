import { Badge, InlineStack, Link, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageFormat } from '../numbers/use-format';
import type { ShownAnswer } from './answer-view';
import { personName } from './person-name';
import { reasonText } from './reason-text';
import { GROUP_TONES, groupOf } from './view';
import './answer.css';

interface AnswerProps {
  answer: ShownAnswer;
  format: PageFormat;
  children?: ReactNode;
}

/** One answer: the score, the words as written, who wrote them, where and when. */
export function Answer({ answer, format, children }: AnswerProps) {
  const { t } = useTranslation(['nps', 'stages']);
  const { score, comment, reason, voice } = answer;
  return (
    <article className="om-answer">
      <ScoreMark score={score} />
      <div className="om-answer-body">
        {comment !== null && <p className="om-words-said">{comment}</p>}
        <InlineStack gap="200" blockAlign="center">
          {reason !== null && <Badge tone="warning">{reasonText(t, reason, answer.edition)}</Badge>}
          {voice !== null && (
            <Badge tone={voice === 'published' ? 'success' : 'info'}>
              {t(`nps:voice.state.${voice}`)}
            </Badge>
          )}
        </InlineStack>
        <p className="om-range om-answer-facts">
          <Who answer={answer} />
          {answer.stage !== null && <span>{t(`stages:name.${answer.stage}`)}</span>}
          <span>{t(`nps:source.${answer.source}`)}</span>
          <time dateTime={answer.answeredAt}>{format.moment(answer.answeredAt)}</time>
        </p>
        {children}
      </div>
    </article>
  );
}

/** The score in its group's colour, with the group in words for a screen reader. */
export function ScoreMark({ score }: { score: number }) {
  const { t } = useTranslation('nps');
  const group = groupOf(score);
  return (
    <span className={`om-score ${GROUP_TONES[group]}`}>
      <span aria-hidden="true">{score}</span>
      <span className="om-hidden">{t('answer.score', { score, group: t(`group.${group}`) })}</span>
    </span>
  );
}

/** The customer's name where it may be read, else the number, with a link to Shopify's page of the customer. */
export function Who({
  answer,
}: {
  answer: Pick<ShownAnswer, 'customer' | 'name' | 'order' | 'orderName'>;
}) {
  const { t } = useTranslation('nps');
  const { customer, name, order, orderName } = answer;
  if (customer !== null)
    return (
      <Link url={`shopify://admin/customers/${customer}`} target="_top">
        {personName(name) ?? t('answer.customer', { id: customer })}
      </Link>
    );
  if (order !== null)
    return (
      <Link url={`shopify://admin/orders/${order}`} target="_top">
        {orderName === null
          ? t('answer.order', { id: order })
          : t('answer.orderNamed', { name: orderName })}
      </Link>
    );
  return <Text as="span">{t('answer.anonymous')}</Text>;
}
