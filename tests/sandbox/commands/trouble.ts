import { PostgresTrouble } from '../postgres/embedded-postgres';
import { MigrationTrouble } from '../../../app/store/migrate.server';
import { languageOf } from './language';
import { BadOrderExport } from '../worlds/csv/bad-order-export';

/** A command cannot go on; the message tells the person at the terminal why, and the way out. */
export class CommandTrouble extends Error {
  override name = 'CommandTrouble';
}

/**
 * What a person reads of a failure: a sentence, never a stack. With OMEGA_DEBUG=1 the stack follows.
 */
export function sentenceOf(error: unknown): string {
  const debug = process.env.OMEGA_DEBUG === '1' && error instanceof Error ? error.stack : undefined;
  const sentence = sentenceFor(error);
  return debug === undefined ? sentence : `${sentence}\n${debug}`;
}

function sentenceFor(error: unknown): string {
  if (error instanceof CommandTrouble || error instanceof PostgresTrouble) return error.message;
  if (error instanceof MigrationTrouble)
    return `${error.message} Start over with: npm run demo -- --fresh`;
  if (error instanceof BadOrderExport)
    return languageOf(process.env) === 'ja'
      ? `注文のエクスポートファイルとして読み込めません。${error.sentence('ja')}。何も取り込んでいません。`
      : `The file is not a whole order export: ${error.message}. Nothing was imported.`;
  const message = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|No space left|disk is full|SQLITE_FULL/i.test(message))
    return 'The disk is full. Free some space and start again.';
  if (/EACCES|EPERM|EROFS|permission denied|readonly database/i.test(message))
    return `No permission to write here (${message}). Give this user the right, or use another folder.`;
  return `Something unexpected happened: ${message}. Run it again with OMEGA_DEBUG=1 to see where.`;
}
