import { Form } from '@remix-run/react';
import { BlockStack, Button, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import '../../frame/forms.css';
import { Section } from '../../frame/section';

interface FileFormProps {
  /** of the shop's settings */
  version: number;
  words: Record<'title' | 'meaning' | 'label' | 'limits' | 'read', string>;
  /** where a file to fill in is downloaded */
  template: ReactNode;
}

/** Where a file is chosen and sent to the page's door, also without a script. */
export function FileForm({ version, words, template }: FileFormProps) {
  return (
    <Section title={words.title} meaning={words.meaning}>
      <div>{template}</div>
      <Form method="post" encType="multipart/form-data" noValidate>
        <input type="hidden" name="version" value={version} readOnly />
        <BlockStack gap="200" inlineAlign="start">
          <label htmlFor="file">{words.label}</label>
          <input id="file" type="file" name="file" accept=".csv,.tsv,.txt,text/csv" />
          <Text as="p" tone="subdued">
            {words.limits}
          </Text>
          <Button submit variant="primary">
            {words.read}
          </Button>
        </BlockStack>
      </Form>
    </Section>
  );
}
