import { describe, expect, it } from 'vitest';
import { linesOf, wrapped } from '../../app/ui/menu/picture/caption-lines';
import type { Drawing, Shape, Word } from '../../app/ui/menu/picture/drawing';
import { writeSvg } from '../../app/ui/menu/picture/write-svg';

const font = { family: 'Inter, "Segoe UI", sans-serif', size: 12, weight: '400' };
const word: Word = {
  ...{ kind: 'word', text: '¥4,364 & <more>', x: 10, y: 20.5, width: 55.25 },
  ...{ font, fill: 'rgb(48, 48, 48)', halo: true },
};
const shape: Shape = {
  kind: 'shape',
  tag: 'path',
  // a shape's own attribute that is among its paint, too
  attributes: [
    ['d', 'M0 100L50 40'],
    ['stroke-width', '8'],
  ],
  matrix: [3.1, 0, 0, 2.2, 40, 60],
  paint: [
    ['fill', 'none'],
    ['stroke', 'rgb(44, 110, 203)'],
    ['stroke-width', '2.5px'],
    ['stroke-dasharray', '5px, 4px'],
  ],
};
const drawing: Drawing = {
  width: 300,
  height: 200,
  marks: [
    { kind: 'box', x: 1, y: 2, width: 12, height: 4, radius: 9, fill: 'rgb(1, 2, 3)' },
    shape,
    word,
  ],
};
/** Half an em a letter. */
const widthOf = (text: string, { size }: { size: number }) => [...text].length * size * 0.5;
const caption = { title: 'LTV', facts: ['tea-shop', 'Up to Jun 17, 2026'], family: font.family };
const write = (change: Partial<Drawing> = {}, more = {}) =>
  writeSvg({ ...drawing, ...change }, { ...caption, ...more }, widthOf);
/** Elements of an SVG: the name and the attributes. @throws on an attribute that stands twice, as XML does */
function elements(svg: string) {
  return [...svg.matchAll(/<(\w+)([^>]*?)\/?>([^<]*)/g)].map(
    ([, tag = '', rest = '', text = '']) => {
      const of = [...rest.matchAll(/ ([\w:-]+)="([^"<]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]);
      expect(new Set(of.map(([name]) => name)).size).toBe(of.length);
      expect(rest.replaceAll(/ [\w:-]+="[^"<]*"/g, '')).toBe('');
      return { tag, text, of: Object.fromEntries(of) as Record<string, string> };
    },
  );
}
const find = (svg: string, tag: string) => elements(svg).filter((one) => one.tag === tag);

describe('a chart as SVG', () => {
  it('is twice as large as on the page, on white, with its caption above', () => {
    const { svg, width, height } = write();
    expect(width).toBe((300 + 40) * 2);
    expect(height).toBe((20 + 22 + 17 + 12 + 200 + 20) * 2);
    const [paper] = find(svg, 'rect');
    expect(paper?.of).toEqual({ width: String(width), height: String(height), fill: '#fff' });
    expect(find(svg, 'text').map(({ text }) => text)).toEqual([
      'LTV',
      'tea-shop · Up to Jun 17, 2026',
      '¥4,364 &amp; &lt;more&gt;',
    ]);
  });

  it('draws no HTML, no style sheet, and nothing from elsewhere', () => {
    expect(write().svg).not.toMatch(/foreignObject|<style|href|url\(|class=/);
  });

  it('keeps a stroke and its dashes as wide as on screen, whatever the sheet is stretched to', () => {
    const [path] = find(write().svg, 'path');
    expect(path?.of).toMatchObject({
      d: 'M0 100L50 40',
      transform: 'matrix(6.2 0 0 4.4 120 262)',
      'vector-effect': 'non-scaling-stroke',
      'stroke-width': '5px',
      'stroke-dasharray': '10px, 8px',
      stroke: 'rgb(44, 110, 203)',
    });
  });

  it('places words where they stand, as wide as they are, readable over a line', () => {
    const written = find(write().svg, 'text').at(-1);
    expect(written?.of).toMatchObject({
      x: '60',
      y: '183',
      textLength: '110.5',
      'font-size': '24',
      'font-family': 'Inter, &quot;Segoe UI&quot;, sans-serif',
      'paint-order': 'stroke',
      stroke: '#fff',
    });
    const plain = write({ marks: [{ ...word, halo: false }] }).svg;
    expect(find(plain, 'text').at(-1)?.of).not.toHaveProperty('stroke');
  });

  it('draws boxes with round corners that fit', () => {
    expect(find(write().svg, 'rect')[1]?.of).toEqual({
      ...{ x: '42', y: '146', width: '24', height: '8', rx: '4', fill: 'rgb(1, 2, 3)' },
    });
  });

  it('has no sign that XML refuses', () => {
    const { svg } = write({}, { title: 'a\u0000b\ud800c\uffff"d"' });
    expect(find(svg, 'text')[0]?.text).toBe('a b c &quot;d&quot;');
    expect(() => encodeURIComponent(svg)).not.toThrow();
  });

  it('breaks a caption that is wider than the chart', () => {
    const facts = [
      'tea-shop.myshopify.com',
      '過去の日：2026年3月31日まで',
      '絞り込み：初回購入商品：煎茶',
    ];
    const { svg, height } = write({ width: 180 }, { facts });
    expect(
      find(svg, 'text')
        .slice(1, 4)
        .map(({ text }) => text),
    ).toEqual(facts);
    expect(height).toBe(write().height + 2 * 17 * 2);
  });
});

describe('lines of a caption', () => {
  const letters = (text: string) => [...text].length;

  it('hold as many whole facts as fit', () => {
    expect(linesOf(['aa', 'bb', 'cc'], 7, letters)).toEqual(['aa · bb', 'cc']);
    expect(linesOf([], 7, letters)).toEqual([]);
  });

  it('break a long fact between words, and Japanese anywhere', () => {
    expect(wrapped('Up to Jun 17', 6, letters)).toEqual(['Up to', 'Jun 17']);
    expect(wrapped('過去の日まで', 4, letters)).toEqual(['過去の日', 'まで']);
    expect(wrapped('abcdefgh', 4, letters)).toEqual(['abcdefgh']);
    expect(linesOf(['aa', 'bbb ccc ddd', 'e'], 7, letters)).toEqual(['aa', 'bbb ccc', 'ddd · e']);
  });
});
