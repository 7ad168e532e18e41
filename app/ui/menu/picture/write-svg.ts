import { linesOf, wrapped } from './caption-lines';
import type { Drawing, Font, Mark, Word } from './drawing';

/** What a picture says above its chart. */
export interface PictureCaption {
  title: string;
  facts: readonly string[];
  family: string;
}

export interface Picture {
  svg: string;
  /** in its own pixels */
  width: number;
  height: number;
}

/** For screens and print with twice the pixels. */
const SCALE = 2;
const MARGIN = 20;
const GAP = 12;
const TITLE = { size: 16, weight: '650', line: 22, fill: '#303030' };
const FACTS = { size: 12, weight: '400', line: 17, fill: '#616161' };

/**
 * A chart with its title and what it shows as an SVG without styles, scripts or HTML: a browser draws it on a canvas, Safari
 * too, which refuses one with HTML inside (`foreignObject`). Every length is written twice as large, since a
 * stroke that does not scale with its sheet does not scale with an image either.
 * @param widthOf the width of a text in a font, in pixels
 */
export function writeSvg(
  drawing: Drawing,
  { title, facts, family }: PictureCaption,
  widthOf: (text: string, font: Font) => number,
): Picture {
  const head: Word[] = [];
  let y = MARGIN;
  const write = (lines: readonly string[], { size, weight, line, fill }: typeof TITLE) => {
    for (const text of lines) {
      const font = { family, size, weight };
      y += line;
      const at = { x: 0, y: y - (line - size) / 2 - size * DESCENT };
      head.push({ kind: 'word', text, ...at, width: widthOf(text, font), font, fill, halo: false });
    }
  };
  const measured = ({ size, weight }: typeof TITLE) => {
    return (text: string) => widthOf(text, { family, size, weight });
  };
  write(wrapped(title, drawing.width, measured(TITLE)), TITLE);
  write(linesOf(facts, drawing.width, measured(FACTS)), FACTS);
  const below = y + GAP;
  const width = Math.ceil((drawing.width + 2 * MARGIN) * SCALE);
  const height = Math.ceil((below + drawing.height + MARGIN) * SCALE);
  const marks = [
    ...head.map((word) => written(word, MARGIN, 0)),
    ...drawing.marks.map((mark) => written(mark, MARGIN, below)),
  ];
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...marks,
    '</svg>',
  ].join('');
  return { svg, width, height };
}

/** Share of a font's size below its base line. */
const DESCENT = 0.15;

function written(mark: Mark, right: number, down: number): string {
  const px = (length: number) => round(length * SCALE);
  if (mark.kind === 'box') {
    const { x, y, width, height, radius, fill } = mark;
    return element('rect', [
      ...attributes({ x: px(x + right), y: px(y + down), width: px(width), height: px(height) }),
      ...attributes({ rx: px(Math.min(radius, width / 2, height / 2)), fill }),
    ]);
  }
  if (mark.kind === 'shape') {
    const [a, b, c, d, e, f] = mark.matrix;
    const matrix = [a, b, c, d, e + right, f + down].map((part) => round(part * SCALE, 6));
    return element(mark.tag, [
      ...mark.attributes,
      ['transform', `matrix(${matrix.join(' ')})`],
      ['vector-effect', 'non-scaling-stroke'],
      ...mark.paint.map(([name, value]): [string, string] => [
        name,
        name === 'stroke-width' || name === 'stroke-dasharray' ? scaled(value) : value,
      ]),
    ]);
  }
  const { text, x, y, width, font, fill, halo } = mark;
  return element(
    'text',
    [
      ...attributes({ x: px(x + right), y: px(y + down), fill }),
      // as wide as on the page, whatever font the image finds
      ...attributes({ textLength: px(width), lengthAdjust: 'spacingAndGlyphs' }),
      ...attributes({ 'font-family': font.family, 'font-size': px(font.size) }),
      ...attributes({ 'font-weight': font.weight, 'xml:space': 'preserve' }),
      ...(halo
        ? attributes({ stroke: '#fff', 'stroke-width': px(3), 'stroke-linejoin': 'round' })
        : []),
      ...(halo ? attributes({ 'paint-order': 'stroke' }) : []),
    ],
    text,
  );
}

function attributes(of: Record<string, string | number>): [string, string][] {
  return Object.entries(of).map(([name, value]) => [name, String(value)]);
}

function element(tag: string, of: readonly [string, string][], text?: string): string {
  // a shape's own attribute may be one of its paint: XML takes it once
  const written = [...new Map(of)].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
  return text === undefined ? `<${tag}${written}/>` : `<${tag}${written}>${escaped(text)}</${tag}>`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML knows no control characters and no halves of letters, not even escaped. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ')
    .replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? '');
}

/** Every length of a value such as `5px, 4px`. */
function scaled(value: string): string {
  return value.replaceAll(/\d+(?:\.\d+)?/g, (length) => String(Number(length) * SCALE));
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
