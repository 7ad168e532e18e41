import { parseArgs, type ParseArgsConfig } from 'node:util';
import { asIs, type Said } from '../sandbox/worlds/csv/said';
import { CommandTrouble } from './trouble';

/**
 * The values of a command's options.
 * @throws CommandTrouble naming the option that is wrong, with the command's usage
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

/** Node's own sentence, which is English, and what it says in Japanese. */
function problemOf(error: unknown): Said {
  const message = error instanceof Error ? (error.message.split('. ')[0] ?? '') : '';
  const en = `${message.replace(/\.$/, '')}.`;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const given = /'([^']*)'/.exec(message)?.[1] ?? '';
  // "-h, --help": the option's long name with a sign for its value
  const option = given.replace(/^-\w, /, '').replace(/ <value>$/, '');
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return { en, ja: `${option} というオプションはありません。` };
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
    return { en, ja: `「${given}」の前にオプション名がありません。` };
  return given.endsWith(' <value>')
    ? { en, ja: `${option} の値がありません。` }
    : { en, ja: `${option} に値は指定できません。` };
}
