import type { Box, Drawing, Font, Mark, Shape, Word } from './drawing';

/** Not part of a picture: the table below, what only a screen reader hears, and the values under the pointer. */
const LEFT_OUT = 'details, .om-hidden, .om-reader, .om-readout';
const SHAPES = 'path, line, rect';
const PAINT = [
  ...['fill', 'fill-opacity', 'opacity', 'stroke', 'stroke-width'],
  ...['stroke-dasharray', 'stroke-linecap', 'stroke-linejoin'],
];

/** Measures a chart as the browser has drawn it: shapes with their colours, words where they stand. */
export function measure(figure: Element): Drawing {
  const parts = [...figure.children].filter((part) => !part.matches(LEFT_OUT));
  const { left, top, width } = figure.getBoundingClientRect();
  const bottom = Math.max(top, ...parts.map((part) => part.getBoundingClientRect().bottom));
  return { width, height: bottom - top, marks: parts.flatMap((part) => marksOf(part, left, top)) };
}

function marksOf(element: Element, left: number, top: number): Mark[] {
  if (element.matches(LEFT_OUT) || element.getClientRects().length === 0) return [];
  if (element instanceof SVGSVGElement)
    return [...element.querySelectorAll<SVGGraphicsElement>(SHAPES)].flatMap((shape) =>
      shapeOf(shape, left, top),
    );
  const style = getComputedStyle(element);
  const inside = [...element.childNodes].flatMap((child): Mark[] => {
    if (child instanceof Text) return wordsOf(child, style, left, top);
    return child instanceof Element ? marksOf(child, left, top) : [];
  });
  return [...boxOf(element, style, left, top), ...inside];
}

function shapeOf(shape: SVGGraphicsElement, left: number, top: number): Shape[] {
  const matrix = shape.getScreenCTM();
  if (matrix === null) return [];
  const style = getComputedStyle(shape);
  const { a, b, c, d, e, f } = matrix;
  return [
    {
      kind: 'shape',
      tag: shape.tagName,
      attributes: [...shape.attributes]
        .filter(({ name }) => name !== 'class' && name !== 'style')
        .map(({ name, value }) => [name, value]),
      matrix: [a, b, c, d, e - left, f - top],
      paint: PAINT.map((name) => [name, style.getPropertyValue(name)]),
    },
  ];
}

function boxOf(element: Element, style: CSSStyleDeclaration, left: number, top: number): Box[] {
  const fill = style.backgroundColor;
  const { x, y, width, height } = element.getBoundingClientRect();
  if (fill === 'rgba(0, 0, 0, 0)' || width === 0 || height === 0) return [];
  const radius = Number.parseFloat(style.borderTopLeftRadius) || 0;
  return [{ kind: 'box', x: x - left, y: y - top, width, height, radius, fill }];
}

/** The lines of a text as the browser has broken it. */
function wordsOf(node: Text, style: CSSStyleDeclaration, left: number, top: number): Word[] {
  const lines: { text: string; box: DOMRect }[] = [];
  const range = document.createRange();
  let at = 0;
  for (const sign of node.data) {
    range.setStart(node, at);
    at += sign.length;
    range.setEnd(node, at);
    const [box] = range.getClientRects();
    // white space that the browser does not draw
    if (box === undefined || box.width === 0) continue;
    const line = lines.at(-1);
    if (line === undefined || box.left < line.box.right - box.width)
      lines.push({ text: sign, box });
    else {
      line.text += sign;
      line.box = new DOMRect(line.box.x, box.y, box.right - line.box.x, box.height);
    }
  }
  const font: Font = {
    family: style.fontFamily,
    size: Number.parseFloat(style.fontSize),
    weight: style.fontWeight,
  };
  return lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, box }) => ({
      kind: 'word',
      text,
      x: box.left - left,
      y: box.top - top + baselineOf(font, box.height),
      width: box.width,
      font,
      fill: style.color,
      halo: style.textShadow !== 'none',
    }));
}

let ruler: CanvasRenderingContext2D | null = null;

function rulerWith({ family, size, weight }: Font): CanvasRenderingContext2D {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (ruler === null) throw new Error('This browser has no canvas.');
  ruler.font = `${weight} ${size}px ${family}`;
  return ruler;
}

/** The pixels that a text takes. */
export function widthOf(text: string, font: Font): number {
  return rulerWith(font).measureText(text).width;
}

/** Where the base line stands in a line's box: its font's ascent and descent lie in the middle. */
function baselineOf(font: Font, height: number): number {
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } =
    rulerWith(font).measureText('0');
  return (height + up - down) / 2;
}
