import { saveFile } from '../frame/save-file';
import type { TableFile } from './table-csv';

/** Hands a table's CSV file to the browser's downloads. */
export function saveTable({ name, text }: TableFile): void {
  saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), name);
}
