import { MOST_FILE_BYTES, type FileFault } from '../entered/spend-import';
import { decodeFile } from './spend-file';
import type { ImportChoices } from './import-plan';

export interface ImportForm {
  /** applies the file; otherwise it is only previewed */
  apply: boolean;
  /** the file's content */
  text: string;
  choices: ImportChoices;
}

/**
 * Reads the form of a file: the file itself, or after its preview the text that the preview was of, so that what is applied
 * is what was shown.
 */
export async function readImportForm(form: FormData): Promise<ImportForm | { fault: FileFault }> {
  const text = await textOf(form);
  if (typeof text !== 'string') return text;
  if (text.trim() === '') return { fault: 'empty' };
  if (Buffer.byteLength(text) > MOST_FILE_BYTES * 1.1) return { fault: 'tooLarge' };
  const create = new Set(form.getAll('create').map(String));
  return {
    apply: form.get('intent') === 'apply',
    text,
    choices: {
      replace: form.get('mode') === 'replace',
      skip: form
        .getAll('unknown')
        .map(String)
        .filter((channel) => !create.has(channel)),
    },
  };
}

async function textOf(form: FormData): Promise<string | { fault: FileFault }> {
  const shown = form.get('text');
  if (typeof shown === 'string') return shown;
  const file = form.get('file');
  if (file === null || typeof file === 'string' || file.size === 0) return { fault: 'none' };
  if (file.size > MOST_FILE_BYTES) return { fault: 'tooLarge' };
  return decodeFile(new Uint8Array(await file.arrayBuffer())) ?? { fault: 'encoding' };
}
