import { Button, InlineStack, Link, Text } from '@shopify/polaris';
import { useState, type ClipboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { advertising } from '../../../i18n/late/advertising';
import { parseSpendText } from '../../../settings/entered/spend';
import { readGrid } from '../../../settings/entered/spend-grid';
import { SaveForm } from '../../frame/line/save-form';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { SpendEffect } from './spend-effect';
import { inputAt, placeOf, setText } from './grid-keys';
import { columnsOf, gridTexts, hiddenMonths } from './grid-view';
import { blockOf, placeBlock } from './place-block';
import { SpendGrid } from './spend-grid';
import type { GridAnswer, GridView } from './view';
import '../../frame/forms.css';
import './spend-grid.css';

interface SpendFormProps {
  /** what the form starts from */
  opened: GridView;
  /** of the shop now: the version that a save overwrites */
  view: GridView;
  answer?: GridAnswer | undefined;
}

/** The grid, with what saving it changes. The browser has the texts; a copy of them is read while they are typed. */
export function SpendForm({ opened, view, answer }: SpendFormProps) {
  const { t } = useLateTexts(advertising);
  const refused = answer !== undefined && 'entered' in answer ? answer : undefined;
  const [added, setAdded] = useState(addedColumns(opened, refused?.entered));
  const [pasted, setPasted] = useState<{ cells: number; rowsOutside: number }>();
  const columns = columnsOf(opened, added);
  // a refused form has what it showed: its other cells are not those of the shop now
  const texts: Record<string, string> = {
    ...gridTexts(opened, columns),
    ...refused?.entered,
    columns: String(columns.length),
  };
  const [entered, setEntered] = useState(texts);
  const read = readGrid((field) => entered[field] ?? '', opened);
  const version =
    refused !== undefined && 'meanwhile' in refused ? refused.version : opened.version;
  const readForm = (form: HTMLFormElement) =>
    setEntered(
      Object.fromEntries([...new FormData(form)].map(([field, text]) => [field, String(text)])),
    );
  const paste = (event: ClipboardEvent<HTMLElement>) => {
    const at = placeOf(event.target);
    const form = (event.target as HTMLInputElement).form;
    const block = blockOf(
      event.clipboardData.getData('text'),
      (text) => 'amount' in parseSpendText(text, opened.currency, opened.decimals),
    );
    if (at === null || form === null || (block.length < 2 && (block[0]?.length ?? 0) < 2)) return;
    event.preventDefault();
    const names = columns.map((_, column) => inputAt(form, -1, column)?.value ?? '');
    const { cells, rowsOutside } = placeBlock(block, at, { months: opened.months, names });
    const last = Math.max(...cells.map(({ column }) => column));
    // the new columns are there before their texts are
    if (last >= columns.length) flushSync(() => setAdded(added + last + 1 - columns.length));
    for (const { row, column, text } of cells) {
      const input = inputAt(form, row, column);
      if (input !== null) setText(input, text);
    }
    form.dispatchEvent(new Event('input', { bubbles: true }));
    setPasted({ cells: cells.length, rowsOutside });
  };
  const older = hiddenMonths(opened);
  return (
    <SaveForm
      refused={refused}
      data-discard-confirmation
      onInput={(event) => readForm(event.currentTarget)}
      onReset={() => {
        setEntered(texts);
        setPasted(undefined);
      }}
    >
      <input type="hidden" name="version" value={version} readOnly />
      {(['months', 'columns', 'shown'] as const).map((name) => (
        <input key={name} type="hidden" name={name} value={texts[name] ?? ''} readOnly />
      ))}
      <div className="om-spend-parts">
        <div className="om-spend-effect">
          <SpendEffect view={opened} edit={read?.edit ?? null} faulty={isFaulty(read)} />
        </div>
        <Section title={t('grid.title')} meaning={t('grid.meaning', { currency: view.currency })}>
          <SpendGrid
            view={opened}
            columns={columns}
            texts={texts}
            entered={entered}
            read={read}
            onPaste={paste}
          />
          <div role="status" aria-live="polite">
            {pasted !== undefined && (
              <Text as="p">
                {t('grid.pasted', { count: pasted.cells })}
                {pasted.rowsOutside > 0 && t('grid.outside', { count: pasted.rowsOutside })}
              </Text>
            )}
          </div>
          <InlineStack gap="400" blockAlign="center">
            <Button onClick={() => setAdded(added + 1)}>{t('grid.add')}</Button>
            {opened.more !== null && (
              <Link url={`/app/settings/advertising?months=${opened.more}`}>
                {t('grid.more', { count: opened.more })}
              </Link>
            )}
            {older > 0 && (
              <Text as="span" tone="subdued">
                {t('grid.older', { count: older })}
              </Text>
            )}
          </InlineStack>
          <noscript>
            <button className="om-form-button">{t('grid.save')}</button>
          </noscript>
        </Section>
      </div>
    </SaveForm>
  );
}

const isFaulty = (read: ReturnType<typeof readGrid>): boolean =>
  read !== null && Object.keys(read.faults).length > 0;

/** Columns that a refused form had more than the page shows at first. */
const addedColumns = (view: GridView, entered: Record<string, string> | undefined): number =>
  Math.max(0, Number(entered?.columns ?? 0) - columnsOf(view, 0).length);
