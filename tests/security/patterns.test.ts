import { analyse } from 'scslre';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { sources } from '../support/sources';

interface Pattern {
  where: string;
  source: string;
  flags: string;
}

/** Every regular expression of the app's sources. */
const patterns: Pattern[] = sources.flatMap(({ file, source }) => {
  const found: Pattern[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({
        where: `app/${file}`,
        source: node.text.slice(1, end),
        flags: node.text.slice(end + 1),
      });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
});

/**
 * The ways in which a match may take more than linear time. A bound of hundreds counts as no bound:
 * within it the square is as large.
 */
function slowWays({ source, flags }: Pick<Pattern, 'source' | 'flags'>): string[] {
  const unbound = source.replace(/\{(\d+),\d{3,}\}/g, '{$1,}');
  return analyse({ source: unbound, flags }).reports.map(({ type, exponential }) =>
    exponential ? `${type}, exponential` : type,
  );
}

describe('the regular expressions of the app', () => {
  it.each(patterns)('$where /$source/ takes linear time', (pattern) => {
    // a "move" is a search from every place of the text, and takes the square of its length
    expect(slowWays(pattern)).toEqual([]);
  });

  it('are all literals: none is built from a text', () => {
    const made = sources.filter(({ source }) => /\bnew RegExp\(|[^.\w]RegExp\(/.test(source.text));
    expect(made.map(({ file }) => file)).toEqual([]);
  });

  it.each([/^(a+)+$/, /^(\w+\s?)*$/, /^\s*(.*?)\s*=\s*(.*?)\s*$/, /[^\s@]+@/, /\s{0,4000}\n/])(
    'would be refused in the form %s',
    ({ source, flags }) => {
      expect(slowWays({ source, flags })).not.toEqual([]);
    },
  );
});
