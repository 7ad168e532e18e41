import { PostgresTrouble } from '../sandbox/postgres/embedded-postgres';
import { MigrationTrouble } from '../../app/store/schema/migration-lock.server';
import { languageOf } from './language';
import { BadOrderExport } from '../sandbox/worlds/csv/bad-order-export';
import type { Language, Said } from '../sandbox/worlds/csv/said';

/** A command cannot go on; the sentence tells the user why, and what to do. */
export class CommandTrouble extends Error {
  override name = 'CommandTrouble';

  /** @param said in both languages for a wrong option or file */
  constructor(private readonly said: string | Said) {
    super(typeof said === 'string' ? said : said.en);
  }

  sentence(language: Language): string {
    return typeof this.said === 'string' ? this.said : this.said[language];
  }
}

/** The text of a failure: a sentence, followed by the stack only with OMEGA_DEBUG=1. */
export function sentenceOf(error: unknown): string {
  const debug = process.env.OMEGA_DEBUG === '1' && error instanceof Error ? error.stack : undefined;
  const sentence = sentenceFor(error);
  return debug === undefined ? sentence : `${sentence}\n${debug}`;
}

function sentenceFor(error: unknown): string {
  const language = languageOf(process.env);
  if (error instanceof CommandTrouble) return error.sentence(language);
  if (error instanceof PostgresTrouble) return error.message;
  if (error instanceof MigrationTrouble)
    return `${error.message} Start over with: npm run demo -- --fresh`;
  if (error instanceof BadOrderExport)
    return {
      en: `The file is not a complete order export: ${error.message}. Nothing was imported.`,
      ja: `注文のエクスポートファイルとして読み込めません。${error.sentence('ja')}。何も取り込んでいません。`,
    }[language];
  const message = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|No space left|disk is full|SQLITE_FULL/i.test(message))
    return {
      en: 'The disk is full. Free some space and start again.',
      ja: 'ディスクの空き容量がありません。空きを増やしてから、もう一度実行してください。',
    }[language];
  if (/EACCES|EPERM|EROFS|permission denied|readonly database/i.test(message))
    return {
      en: `No permission to write here (${message}). Give this user the right, or use another folder.`,
      ja: `書き込む権限がありません（${message}）。このユーザーに権限を与えるか、別のフォルダーを使ってください。`,
    }[language];
  return {
    en: `Something unexpected happened: ${message}. Run it again with OMEGA_DEBUG=1 to see where.`,
    ja: `予期しないエラーが発生しました: ${message}。OMEGA_DEBUG=1 を付けてもう一度実行すると、発生箇所が表示されます。`,
  }[language];
}
