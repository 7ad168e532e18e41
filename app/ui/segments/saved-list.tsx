import { BlockStack, InlineStack, Text } from '@shopify/polaris';
import { segmentTexts } from '../../i18n/late/segments';
import { ChartFigure } from '../charts/chart-figure';
import { ColumnChart, columnMiddle } from '../charts/column-chart';
import { valueAxis } from '../charts/scale';
import { FileDownload } from '../files/file-download';
import { useLateTexts } from '../frame/use-late-texts';
import { lastDay } from '../numbers/last-day';
import type { PageFormat } from '../numbers/use-format';
import { inFile, numbers, type Column } from '../tables/columns';
import { writeWho } from '../../who-address';
import './talk.css';
import { CopyText } from './copy-text';
import { EditText } from './edit-text';
import type { OwnTalkAnswer } from './talk';
import type { SegmentsView } from './view';

interface SavedListProps {
  list: SegmentsView['saved'][number];
  /** null: not counted yet, or its words cannot be read */
  customers: number | null;
  asOf: string;
  /** of the settings, which every form of the page was opened with */
  version: number;
  answer: OwnTalkAnswer | undefined;
  format: PageFormat;
}

/** One kept list: what to say to its customers, their file, and how many they were. */
export function SavedList({ list, customers, asOf, version, answer, format }: SavedListProps) {
  const { t } = useLateTexts(segmentTexts);
  const { key, name, who, message } = list;
  const own =
    answer === undefined || ('savedList' in answer ? answer.savedList : answer.list) !== key
      ? null
      : 'savedList' in answer
        ? ('saved' as const)
        : answer;
  return (
    <li>
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          <span translate="no">{name}</span>
        </Text>
        <p className={message === null ? 'om-range' : 'om-talk-text'}>
          {message ?? t('saved.nothingSaid')}
        </p>
        <InlineStack gap="300" blockAlign="start">
          {message !== null && <CopyText text={message} of={name} />}
          <EditText
            name={name}
            text={message ?? ''}
            answer={own}
            help={t('saved.help')}
            reset={null}
            hidden={
              <>
                <input type="hidden" name="version" value={version} readOnly />
                <input type="hidden" name="list" value={key} readOnly />
                <input type="hidden" name="before" value={message ?? ''} readOnly />
              </>
            }
          />
          {who !== null && (
            <FileDownload
              what="customers"
              query={new URLSearchParams({ who: writeWho(who), asOf }).toString()}
              total={customers}
              label={t('saved.file')}
              name={t('saved.fileOf', { name })}
            />
          )}
        </InlineStack>
        <ListSizes list={list} format={format} />
      </BlockStack>
    </li>
  );
}

/** Labels along the days; a telephone has no room for more. */
const LABELS = 3;

type Size = SegmentsView['saved'][number]['sizes'][number];

function ListSizes({ list: { name, sizes }, format }: Pick<SavedListProps, 'list' | 'format'>) {
  const { t } = useLateTexts(segmentTexts);
  const [first] = sizes;
  const last = sizes.at(-1);
  if (first === undefined || last === undefined || sizes.length < 2)
    return <p className="om-range">{t('saved.sizesSoon')}</p>;
  const dayOf = ({ asOf }: Size) => lastDay(asOf) ?? asOf;
  const label = (size: Size) => format.day(dayOf(size));
  const timeOf = (size: Size) => Date.parse(dayOf(size));
  const table = {
    columns: [
      numbers<Size>('day', t('saved.day'), timeOf, String, {
        text: label,
        ...inFile(t('saved.day'), dayOf),
      }),
      numbers<Size>('customers', t('customers'), (size) => size.customers, format.number, {
        main: true,
      }),
    ] satisfies Column<Size>[],
    rows: [...sizes].reverse(),
    keyOf: ({ asOf }: Size) => asOf,
  };
  const title = t('saved.sizesOf', { name });
  const step = Math.max(1, Math.ceil(sizes.length / LABELS));
  return (
    <ChartFigure
      title={title}
      table={table}
      note={t('saved.sizesNote', {
        day: label(first),
        before: format.people(first.customers),
        now: format.people(last.customers),
      })}
    >
      <ColumnChart
        label={title}
        height={200}
        gap={0.12}
        y={valueAxis(
          sizes.map((size) => size.customers),
          format.heads,
        )}
        yTitle={t('customers')}
        columns={sizes.map((size) => ({
          key: size.asOf,
          parts: [{ key: 'customers', value: size.customers, tone: 'om-tone-7' }],
        }))}
        read={(index) => {
          const size = sizes[index] ?? first;
          return { name: label(size), text: format.people(size.customers) };
        }}
        ticks={sizes.flatMap((size, index) =>
          index % step === 0 ? [{ at: columnMiddle(index, sizes.length), label: label(size) }] : [],
        )}
      />
    </ChartFigure>
  );
}
