import { Form, useSubmit } from '@remix-run/react';
import { BlockStack, Button, List, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import '../../frame/forms.css';
import { Section } from '../../frame/section';

interface PlanFormProps {
  preview: { text: string; version: number };
  /** how many changes applying the file makes */
  changes: number;
  words: Record<'effect' | 'effectMeaning' | 'nothing' | 'apply' | 'again', string>;
  /** the numbers that applying the file moves */
  effect: ReactNode;
  /** the file's content, with its choices */
  children: ReactNode;
}

/** What a file would change, with its choices. Each choice shows its effect at once; without a script, on a button. */
export function PlanForm({ preview, changes, words, effect, children }: PlanFormProps) {
  const submit = useSubmit();
  return (
    <Form
      method="post"
      encType="multipart/form-data"
      onChange={({ currentTarget }) => {
        const chosen = new FormData(currentTarget);
        chosen.set('intent', 'preview');
        submit(chosen, { method: 'post', encType: 'multipart/form-data' });
      }}
    >
      <input type="hidden" name="version" value={preview.version} readOnly />
      <input type="hidden" name="text" value={preview.text} readOnly />
      <BlockStack gap="400">
        {children}
        <Section title={words.effect} meaning={words.effectMeaning}>
          {effect}
          <BlockStack gap="200" inlineAlign="start">
            {changes === 0 ? (
              <Text as="p">{words.nothing}</Text>
            ) : (
              // Polaris' button cannot carry an intent
              <button className="om-form-button" name="intent" value="apply">
                {words.apply}
              </button>
            )}
            <noscript>
              <Button submit>{words.again}</Button>
            </noscript>
          </BlockStack>
        </Section>
      </BlockStack>
    </Form>
  );
}

/** Lines of a file that are not taken: what they are, the first of them, and that there are more. */
export function FileLines({
  title,
  lines,
  more,
}: {
  title: string;
  lines: { line: number; text: string }[];
  more: string | null;
}) {
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <List>
        {lines.map(({ line, text }) => (
          <List.Item key={line}>{text}</List.Item>
        ))}
        {more !== null && <List.Item>{more}</List.Item>}
      </List>
    </BlockStack>
  );
}

interface ModeChoiceProps {
  words: Record<'mode' | 'add' | 'replace' | 'kept', string>;
  replace: boolean;
  wrongLines: number;
}

/** Whether what a file does not have stays. */
export function ModeChoice({ words, replace, wrongLines }: ModeChoiceProps) {
  return (
    <fieldset className="om-choice">
      <legend>{words.mode}</legend>
      {(['add', 'replace'] as const).map((mode) => (
        <label key={mode} className="om-check">
          <input
            type="radio"
            name="mode"
            value={mode}
            defaultChecked={replace === (mode === 'replace')}
          />
          <span>{words[mode]}</span>
        </label>
      ))}
      {replace && wrongLines > 0 && <p className="om-range">{words.kept}</p>}
    </fieldset>
  );
}
