import { Button } from '@shopify/polaris';
import { BYTE_ORDER_MARK, csvLines, type CsvCell } from '../../../csv';
import { saveFile } from '../../frame/save-file';

interface FileButtonProps {
  /** of the file, with its ending */
  name: string;
  label: string;
  /** the heads and the rows */
  lines: () => readonly (readonly CsvCell[])[];
}

/** Saves a CSV file of what the page shows. */
export function FileButton({ name, label, lines }: FileButtonProps) {
  const save = () => {
    const text = `${BYTE_ORDER_MARK}${csvLines(lines())}`;
    saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), name);
  };
  return (
    <div>
      <Button onClick={save}>{label}</Button>
    </div>
  );
}
