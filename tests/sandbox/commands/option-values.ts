import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CommandTrouble } from './trouble';

/**
 * The values of a command's options.
 * @throws CommandTrouble naming the option that is wrong, with the command's usage
 */
export function optionValues<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  usage: string,
  options: Options,
) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('. ')[0] ?? '') : '';
    throw new CommandTrouble(`${why.replace(/\.$/, '')}.\n\n${usage}`);
  }
}
