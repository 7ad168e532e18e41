import { MOST_FILE_BYTES, type FileFault } from '../entered/file';
import { decodeFile } from './table-file';

export interface FileForm {
  /** applies the file; otherwise it is only previewed */
  apply: boolean;
  /** the file's content */
  text: string;
  /** whether what the file does not have is removed */
  replace: boolean;
}

/**
 * Reads the form of a file: the file itself, or after its preview the text that the preview was of, so that what is applied
 * is what was shown.
 */
export async function readFileForm(form: FormData): Promise<FileForm | { fault: FileFault }> {
  const text = await textOf(form);
  if (typeof text !== 'string') return text;
  if (text.trim() === '') return { fault: 'empty' };
  if (Buffer.byteLength(text) > MOST_FILE_BYTES * 1.1) return { fault: 'tooLarge' };
  return {
    apply: form.get('intent') === 'apply',
    text,
    replace: form.get('mode') === 'replace',
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
