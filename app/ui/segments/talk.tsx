import { Form } from '@remix-run/react';
import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { segmentTexts } from '../../i18n/late/segments';
import { SEGMENTS, type Segment } from '../../terms/segments';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { Customers } from '../people/customers-column';
import { CopyText } from './copy-text';
import { EditText } from './edit-text';
import type { PartProps } from './segments-page';
import './talk.css';

/** The door's reply to a form: saved, or refused with the text that was sent. */
export type TalkAnswer =
  { saved: Segment } | { refused: 'tooLong' | 'meanwhile'; segment: Segment; text: string };

/** The same for a list that the shop keeps. */
export type OwnTalkAnswer =
  { savedList: string } | { refused: 'tooLong' | 'meanwhile'; list: string; text: string };

/** What to say to the customers of each segment: the app's suggestion until the shop writes its own. */
export function Talk({ view, format, answer }: PartProps & { answer?: TalkAnswer | undefined }) {
  const { t } = useLateTexts(segmentTexts);
  const { t: names } = useTranslation('nps');
  return (
    <Section title={t('talk.title')} meaning={t('talk.meaning')}>
      <ul className="om-talks">
        {SEGMENTS.map((segment) => {
          const own = view.texts[segment];
          const text = own ?? t(`talk.text.${segment}`);
          const customers = view.rows.find((row) => row.segment === segment)?.customers ?? 0;
          return (
            <li key={segment}>
              <BlockStack gap="100">
                <Text as="h3" variant="headingSm">
                  {names(`segment.${segment}`)}{' '}
                  <Customers
                    count={customers}
                    who={[[{ field: 'segment', is: [segment] }]]}
                    text={format.heads(customers)}
                  />
                </Text>
                <p className="om-talk-text">{text}</p>
                {own !== null && <p className="om-range">{t('talk.isOwn')}</p>}
                <InlineStack gap="300" blockAlign="start">
                  <CopyText text={text} of={names(`segment.${segment}`)} />
                  <Edit
                    {...{ segment, own, text }}
                    version={view.version}
                    answer={answer && segmentOf(answer) === segment ? answer : undefined}
                  />
                </InlineStack>
              </BlockStack>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const segmentOf = (answer: TalkAnswer): Segment =>
  'saved' in answer ? answer.saved : answer.segment;

interface EditProps {
  segment: Segment;
  own: string | null;
  /** what is shown now */
  text: string;
  version: number;
  answer: TalkAnswer | undefined;
}

function Edit({ segment, own, text, version, answer }: EditProps) {
  const { t } = useLateTexts(segmentTexts);
  const { t: names } = useTranslation('nps');
  const name = names(`segment.${segment}`);
  const hidden = (
    <>
      <input type="hidden" name="version" value={version} readOnly />
      <input type="hidden" name="segment" value={segment} readOnly />
    </>
  );
  return (
    <EditText
      name={name}
      text={text}
      help={t('talk.help')}
      answer={answer === undefined ? null : 'saved' in answer ? 'saved' : answer}
      hidden={
        <>
          {hidden}
          <input type="hidden" name="intent" value="save" readOnly />
        </>
      }
      reset={
        own !== null && (
          <Form method="post" noValidate preventScrollReset>
            {hidden}
            <input type="hidden" name="intent" value="reset" readOnly />
            <Button submit variant="plain" accessibilityLabel={t('talk.resetOf', { name })}>
              {t('talk.reset')}
            </Button>
          </Form>
        )
      }
    />
  );
}
