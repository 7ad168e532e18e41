import { Form, useSubmit } from '@remix-run/react';
import { BlockStack, Button, List, Text } from '@shopify/polaris';
import { advertising } from '../../../i18n/late/advertising';
import type { ImportPreview } from '../../../settings/entered/spend-import';
import '../../frame/forms.css';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat } from '../../numbers/use-format';
import { CostEffect } from './cost-effect';
import { ImportChanges } from './import-changes';
import { faultWords } from './spend-grid';
import type { SpendView } from './view';
import './spend-grid.css';

interface ImportPlanProps {
  view: SpendView;
  preview: ImportPreview;
}

/** What a file would change, with its choices. Each choice shows its effect at once; without a script, on a button. */
export function ImportPlan({ view, preview }: ImportPlanProps) {
  const { t } = useLateTexts(advertising);
  const submit = useSubmit();
  const { text, version, replace, unknown } = preview;
  const changes = preview.added + preview.changed + preview.removed;
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
      <input type="hidden" name="version" value={version} readOnly />
      <input type="hidden" name="text" value={text} readOnly />
      <BlockStack gap="400">
        <Section title={t('plan.title')} meaning={<Counts view={view} preview={preview} />}>
          {preview.wrongLines > 0 && <WrongLines view={view} preview={preview} />}
          {unknown.length > 0 && (
            <fieldset className="om-choice">
              <legend>{t('plan.unknown')}</legend>
              {unknown.map(({ channel, cells, create }) => (
                <label key={channel} className="om-check">
                  <input type="hidden" name="unknown" value={channel} readOnly />
                  <input type="checkbox" name="create" value={channel} defaultChecked={create} />
                  <span>{t('plan.create', { channel, count: cells })}</span>
                </label>
              ))}
            </fieldset>
          )}
          <fieldset className="om-choice">
            <legend>{t('plan.mode')}</legend>
            {(['add', 'replace'] as const).map((mode) => (
              <label key={mode} className="om-check">
                <input
                  type="radio"
                  name="mode"
                  value={mode}
                  defaultChecked={replace === (mode === 'replace')}
                />
                <span>{t(`plan.${mode}`)}</span>
              </label>
            ))}
          </fieldset>
          <ImportChanges view={view} preview={preview} />
        </Section>
        <Section title={t('effect.title')} meaning={t('effect.meaning')}>
          <CostEffect view={view} cost={preview.cost} />
          <BlockStack gap="200" inlineAlign="start">
            {changes === 0 ? (
              <Text as="p">{t('plan.nothing')}</Text>
            ) : (
              // Polaris' button cannot carry an intent
              <button className="om-spend-save" name="intent" value="apply">
                {t('plan.apply', { count: changes })}
              </button>
            )}
            <noscript>
              <Button submit>{t('plan.again')}</Button>
            </noscript>
          </BlockStack>
        </Section>
      </BlockStack>
    </Form>
  );
}

function Counts({ view, preview }: ImportPlanProps) {
  const { t } = useLateTexts(advertising);
  const format = useFormat(view);
  return (['added', 'changed', 'same', 'removed'] as const)
    .filter((what) => what !== 'removed' || preview.replace)
    .map((what) => t(`plan.${what}`, { n: format.number(preview[what]) }))
    .join(t('join'));
}

function WrongLines({ view, preview }: ImportPlanProps) {
  const { t } = useLateTexts(advertising);
  const format = useFormat(view);
  const { wrong, wrongLines } = preview;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t('plan.wrong', { count: wrongLines })}
      </Text>
      <List>
        {wrong.map(({ line, fault, text }) => (
          <List.Item key={line}>
            {t('plan.line', {
              line: format.number(line),
              what: t(`fault.${fault}`, { ...faultWords(view), text }),
            })}
            {text !== '' && fault !== 'repeated' && t('plan.echo', { text })}
          </List.Item>
        ))}
        {wrongLines > wrong.length && (
          <List.Item>{t('plan.moreWrong', { count: wrongLines - wrong.length })}</List.Item>
        )}
      </List>
    </BlockStack>
  );
}
