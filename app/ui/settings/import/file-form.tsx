import { Form } from '@remix-run/react';
import { BlockStack, Button, Text } from '@shopify/polaris';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import '../../frame/forms.css';
import { Section } from '../../frame/section';
import './file-form.css';

interface FileFormProps {
  /** of the shop's settings */
  version: number;
  words: Record<'title' | 'meaning' | 'label' | 'choose' | 'none' | 'limits' | 'read', string>;
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
          <FileChoice words={words} />
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

/**
 * The browser's own file input speaks the browser's language: it lies under a button in the app's. `required` only says to
 * the style sheet whether there is a file, also without a script; the form is not validated by the browser.
 */
function FileChoice({ words }: Pick<FileFormProps, 'words'>) {
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string>();
  // a file that was chosen before the script ran
  useEffect(() => setName(input.current?.files?.[0]?.name), []);
  return (
    <div className="om-file">
      <input
        ref={input}
        id="file"
        type="file"
        name="file"
        required
        accept=".csv,.tsv,.txt,text/csv"
        className="om-file-input"
        onChange={({ currentTarget }) => setName(currentTarget.files?.[0]?.name)}
      />
      <label htmlFor="file" className="om-file-button">
        {words.choose}
      </label>
      <span className="om-range om-file-none">{words.none}</span>
      <output>{name}</output>
    </div>
  );
}
