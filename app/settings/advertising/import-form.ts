import type { FileFault } from '../entered/file';
import { readFileForm, type FileForm } from '../files/file-form';
import type { ImportChoices } from './import-plan';

export interface ImportForm extends Omit<FileForm, 'replace'> {
  choices: ImportChoices;
}

/** Reads the form of a file of advertising, with the channels of it that are not created. */
export async function readImportForm(form: FormData): Promise<ImportForm | { fault: FileFault }> {
  const read = await readFileForm(form);
  if ('fault' in read) return read;
  const { replace, ...own } = read;
  const create = new Set(form.getAll('create').map(String));
  const skip = form
    .getAll('unknown')
    .map(String)
    .filter((channel) => !create.has(channel));
  return { ...own, choices: { replace, skip } };
}
