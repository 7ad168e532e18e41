import { expect, it } from 'vitest';
import { demoOptions, reportOptions } from './options';
import { CommandTrouble } from './trouble';

function sentences(options: (args: string[]) => unknown, args: string[]): [en: string, ja: string] {
  try {
    options(args);
  } catch (error) {
    if (error instanceof CommandTrouble) return [error.sentence('en'), error.sentence('ja')];
    throw error;
  }
  throw new Error('the options were accepted');
}

it.each<[(args: string[]) => unknown, string[], string, string]>([
  [
    reportOptions,
    ['--orders', 'no.csv'],
    'There is no file no.csv.',
    'no.csv というファイルはありません。',
  ],
  [
    reportOptions,
    [],
    'Which file? --orders is missing.\n\nnpm run report -- --orders FILE [options]',
    '--orders でファイルを指定してください。\n\nnpm run report -- --orders FILE [オプション]',
  ],
  [
    reportOptions,
    ['--timezone', '+09:00', '--orders', '.'],
    '"+09:00" is not a time zone; expected',
    '「+09:00」というタイムゾーンはありません。',
  ],
  [
    reportOptions,
    ['--as-of', '2024-02-30', '--orders', '.'],
    '"2024-02-30" is not a day; expected',
    '「2024-02-30」という日付はありません。',
  ],
  [
    reportOptions,
    ['--what'],
    "Unknown option '--what'.\n\nnpm run report",
    '--what というオプションはありません。\n\nnpm run report',
  ],
  [
    reportOptions,
    ['--orders'],
    "Option '--orders <value>' argument missing.",
    '--orders の値がありません。',
  ],
  [
    reportOptions,
    ['--json=1'],
    "Option '--json' does not take an argument.",
    '--json に値は指定できません。',
  ],
  [
    reportOptions,
    ['a.csv'],
    "Unexpected argument 'a.csv'.",
    '「a.csv」の前にオプション名がありません。',
  ],
  [
    demoOptions,
    ['--help=1'],
    "Option '-h, --help' does not take an argument.",
    '--help に値は指定できません。',
  ],
  [
    demoOptions,
    ['--timezone', 'Asia/Tokyo'],
    '--timezone goes with --orders',
    '--timezone は --orders と一緒に指定してください。',
  ],
  [
    demoOptions,
    ['--port', '70000'],
    '"70000" is not a port; expected',
    '「70000」というポートはありません。',
  ],
])('%o %j gets its message in both languages', (options, args, en, ja) => {
  const said = sentences(options, args);
  expect(said[0]).toContain(en);
  expect(said[1]).toContain(ja);
});
