/**
 * The embedded PostgreSQL cannot run here. The message tells the user what happened and what to do, without a
 * stack.
 */
export class PostgresTrouble extends Error {
  override name = 'PostgresTrouble';
}

/** Systems of npm's PostgreSQL programs; the commands use no other PostgreSQL. */
export const SYSTEMS =
  'The demo, the report and the tests run on Linux with glibc 2.28 or newer, and on macOS (x64 and arm64).';

/** The code of a failed system call, for example `ENOSPC`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/**
 * Turns a message of initdb, the server or the file system into a sentence that says what to do.
 * @param doing the failed action, a gerund: "starting PostgreSQL"
 * @param said the program's output or the system's message
 * @param folder the folder of the action
 */
export function troubleFrom(doing: string, said: string, folder: string): PostgresTrouble {
  return new PostgresTrouble(sentence(doing, said, folder));
}

function sentence(doing: string, said: string, folder: string): string {
  if (/No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/i.test(said))
    return `The disk is full: ${doing} in ${folder} failed. Free some space and start again.`;
  if (/Read-only file system|EROFS/i.test(said))
    return `${folder} is on a read-only file system: ${doing} failed. Run this in a folder that can be written.`;
  if (/error while loading shared libraries|GLIBC|Library not loaded|symbol not found/i.test(said))
    return `PostgreSQL's program does not fit this system (${lastLine(said)}). ${SYSTEMS}`;
  if (/Permission denied|EACCES|EPERM|Operation not permitted/i.test(said))
    return `No permission: ${doing} in ${folder} failed (${lastLine(said)}). Give this user the right to write there, or run it in another folder.`;
  if (/could not create shared memory|could not map anonymous shared memory/i.test(said))
    return `There is too little memory for ${doing}. Close other programs and start again.`;
  return `${capital(doing)} failed: ${lastLine(said)}. If it stays so, start over with: npm run demo -- --fresh`;
}

/** The last line with the error, without hints and log prefixes. */
function lastLine(said: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.filter((line) => /FATAL|PANIC|error:/i.test(line));
  const line = telling.at(-1) ?? lines.at(-1) ?? 'it said nothing';
  return line.replace(/^.*?(FATAL|PANIC|ERROR|error):\s+/, '').replace(/\.$/, '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
