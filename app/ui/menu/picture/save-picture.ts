import { saveFile } from '../../frame/save-file';
import type { PageFiles } from '../../frame/page-files';
import { measure, widthOf } from './measure';
import { unfolded } from './unfolded';
import { writeSvg, type Picture } from './write-svg';

/** A chart on the page. */
export interface OpenChart {
  title: string;
  figure: Element;
}

/** The charts of the page from top to bottom, those in a pane that is not shown, too. */
export function openCharts(): OpenChart[] {
  return [...document.querySelectorAll('main figure[aria-label]')].map((figure) => ({
    title: figure.getAttribute('aria-label') ?? '',
    figure,
  }));
}

/** Of a chart: points for a document, or shapes that stay sharp at any size and can be edited. */
export type PictureKind = 'png' | 'svg';

/**
 * Hands a chart to the browser's downloads as a picture.
 * @throws Error where the browser cannot draw it
 */
export async function savePicture(
  { title, figure }: OpenChart,
  files: PageFiles,
  writeDay: (day: string) => string,
  kind: PictureKind,
): Promise<void> {
  const { fontFamily: family } = getComputedStyle(figure);
  const caption = { title, facts: files.caption(writeDay), family };
  const picture = writeSvg(
    unfolded(figure, () => measure(figure)),
    caption,
    widthOf,
  );
  const content =
    kind === 'svg' ? new Blob([picture.svg], { type: 'image/svg+xml' }) : await pngOf(picture);
  saveFile(content, files.name(title, kind));
}

async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (png === null) throw new Error('This browser cannot make a picture.');
  return png;
}
