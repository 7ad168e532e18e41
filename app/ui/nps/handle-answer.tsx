import { Form } from '@remix-run/react';
import { Badge, Button, InlineStack } from '@shopify/polaris';
import { inboxTexts } from '../../i18n/late/inbox';
import { HANDLED, type Handled } from '../../terms/people';
import { useLateTexts } from '../frame/use-late-texts';
import type { PageFormat } from '../numbers/use-format';
import type { InboxAnswer } from './answer-view';

const TONES = { open: 'attention', inWork: 'info', done: 'success' } as const;

interface HandleAnswerProps {
  answer: InboxAnswer;
  format: PageFormat;
}

/** What the merchant has done about an answer, and the steps from there. */
export function HandleAnswer({ answer, format }: HandleAnswerProps) {
  const { t } = useLateTexts(inboxTexts);
  const { handled, handledAt } = answer;
  const time = handledAt === null ? null : format.moment(handledAt);
  return (
    <>
      <InlineStack gap="200" blockAlign="center">
        <Badge tone={TONES[handled]}>
          {handled === 'open' || time === null
            ? t(`state.${handled}`)
            : t('since', { state: t(`state.${handled}`), time })}
        </Badge>
        {HANDLED.filter((to) => to !== handled).map((to) => (
          <SetState key={to} id={answer.id} to={to} />
        ))}
      </InlineStack>
      {handled === 'open' && time !== null && <p>{t('reopened', { time })}</p>}
    </>
  );
}

function SetState({ id, to }: { id: string; to: Handled }) {
  const { t } = useLateTexts(inboxTexts);
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="intent" value={to} />
      <Button submit size="slim" variant={to === 'open' ? 'tertiary' : 'secondary'}>
        {t(`act.${to}`)}
      </Button>
    </Form>
  );
}
