import type { Picture } from './pictures';

/** A page that shows the pictures of each page beside each other: both languages, wide and on a phone. */
export function bookOf(pictures: readonly Picture[]): string {
  const pages = [...new Set(pictures.map(({ page }) => page))];
  const chapters = pages.map((page) => {
    const own = pictures.filter((picture) => picture.page === page);
    const figures = own.map(
      ({ file, language, width }) =>
        `<figure><figcaption>${language}, ${String(width)} px</figcaption><a href="${file}"><img src="${file}" alt="" width="${String(Math.round(width / 2))}"></a></figure>`,
    );
    return `<h2>${page}</h2>\n<div>${figures.join('\n')}</div>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Omega: every page</title>
<style>body { font: 14px sans-serif; margin: 24px } div { display: flex; gap: 16px; align-items: start; overflow-x: auto }
figure { margin: 0 } img { border: 1px solid #ccc }</style>
<h1>Omega: every page</h1>
${chapters.join('\n')}
</html>
`;
}
