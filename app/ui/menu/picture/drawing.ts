/** A chart as it stands on the page, in CSS pixels from the corner of its figure. */
export interface Drawing {
  width: number;
  height: number;
  /** from back to front */
  marks: Mark[];
}

export type Mark = Shape | Box | Word;

/** An SVG shape on its stretched sheet. Its stroke is as wide as on screen. */
export interface Shape {
  kind: 'shape';
  tag: string;
  attributes: [name: string, value: string][];
  /** from the sheet to the figure: a b c d e f of SVG's matrix() */
  matrix: [number, number, number, number, number, number];
  paint: [name: string, value: string][];
}

/** An HTML box with a colour: the track of a bar, the key of a legend. */
export interface Box {
  kind: 'box';
  x: number;
  y: number;
  width: number;
  height: number;
  radius: number;
  fill: string;
}

/** One line of text. */
export interface Word {
  kind: 'word';
  text: string;
  x: number;
  /** of its base line */
  y: number;
  width: number;
  font: Font;
  fill: string;
  /** keeps it readable over a line */
  halo: boolean;
}

export interface Font {
  family: string;
  /** pixels */
  size: number;
  weight: string;
}
