import { parseArgs, type ParseArgsConfig } from 'node:util';
import { asIs, type Said } from '../sandbox/worlds/csv/said';
import { CommandTrouble } from './trouble';

/**
 * Parses a command's options.
 * @throws CommandTrouble naming the wrong option, with the command's usage
 */
export function optionValues<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  usage: string | Said,
  options: Options,
) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const said = problemOf(error);
    const { en, ja } = typeof usage === 'string' ? asIs(usage) : usage;
    throw new CommandTrouble({ en: `${said.en}\n\n${en}`, ja: `${said.ja}\n\n${ja}` });
  }
}

/** Node's English message, and its Japanese translation. */
function problemOf(error: unknown): Said {
  const message = error instanceof Error ? (error.message.split('. ')[0] ?? '') : '';
  const en = `${message.replace(/\.$/, '')}.`;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const given = /'([^']*)'/.exec(message)?.[1] ?? '';
  // "-h, --help <value>" becomes "--help"
  const option = given.replace(/^-\w, /, '').replace(/ <value>$/, '');
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return { en, ja: `${option} というオプションはありません。` };
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
    return { en, ja: `「${given}」の前にオプション名がありません。` };
  return given.endsWith(' <value>')
    ? { en, ja: `${option} の値がありません。` }
    : { en, ja: `${option} に値は指定できません。` };
}
