/**
 * The embedded PostgreSQL cannot run here. The message is written for the person at the terminal:
 * what happened and the way out, without a stack.
 */
export class PostgresTrouble extends Error {
  override name = 'PostgresTrouble';
}

/** Where the programs run that npm brings; the commands that start them use no other PostgreSQL. */
export const SYSTEMS =
  'The demo, the report and the tests run on Linux with glibc 2.28 or newer, and on macOS (x64 and arm64).';

/** The code of a failed system call, for example `ENOSPC`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/**
 * Turns what initdb, the server or the file system said into one sentence with a way out.
 * @param doing what was being done, a gerund: "starting PostgreSQL"
 * @param said the program's output or the system's message
 * @param folder where it happened
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

/** The last line that says what is wrong; hints and log prefixes cut off. */
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
