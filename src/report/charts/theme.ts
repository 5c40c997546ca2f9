/** How a chart should look: colors of the page around it, and the width it will be read at. */
export interface Look {
  theme: 'light' | 'dark';
  layout: 'wide' | 'narrow';
}

/** Colors by role. Contrast on `paper` is at least 4.5 for text and organizations, 3 for axes; the colors of
 * organizations stay apart under protanopia, deuteranopia and tritanopia. */
export interface Palette {
  paper: string;
  text: string;
  secondary: string;
  baseline: string;
  focus: string;
  second: string;
  third: string;
  axis: string;
  grid: string;
  stripe: string;
  /** Opacity of prediction bands, of the bars that repeat their ends, and of confidence bands. */
  opacity: { band: number; bar: number; confidence: number };
}

export const palettes: Record<Look['theme'], Palette> = {
  light: {
    paper: '#ffffff',
    text: '#1f2328',
    secondary: '#59636e',
    baseline: '#57606a',
    focus: '#0969da',
    second: '#bc4c00',
    third: '#4a148c',
    axis: '#8c959f',
    grid: '#e4e8ec',
    stripe: '#f3f5f7',
    opacity: { band: 0.16, bar: 0.36, confidence: 0.55 },
  },
  dark: {
    paper: '#0d1117',
    text: '#f0f6fc',
    secondary: '#9198a1',
    baseline: '#9aa4af',
    focus: '#4ea1ff',
    second: '#f0883e',
    third: '#e2d0ff',
    axis: '#656c76',
    grid: '#252b33',
    stripe: '#161b22',
    opacity: { band: 0.24, bar: 0.42, confidence: 0.6 },
  },
};

/** Sizes of one layout [px]. */
export interface Layout {
  width: number;
  margin: number;
  plotHeight: number;
  /** Font sizes: direct labels are bold, values serve axes and numbers, notes serve the calendar too. */
  title: number;
  subtitle: number;
  label: number;
  value: number;
  note: number;
  /** Lines that a title may take. */
  titleLines: number;
  /** Widest label at the right of the plot before it is wrapped, and the lines that a name may take there. */
  labelWidth: number;
  nameLines: number;
  /** History shown, as a multiple of the projection's length. */
  historyShare: number;
}

export const layouts: Record<Look['layout'], Layout> = {
  wide: {
    width: 720,
    margin: 14,
    plotHeight: 280,
    title: 20,
    subtitle: 14,
    label: 14,
    value: 13,
    note: 12,
    titleLines: 2,
    labelWidth: 150,
    nameLines: 2,
    historyShare: 1.1,
  },
  narrow: {
    width: 380,
    margin: 10,
    plotHeight: 290,
    title: 17,
    subtitle: 13,
    label: 13,
    value: 12,
    note: 11,
    titleLines: 3,
    labelWidth: 88,
    nameLines: 1,
    historyShare: 0.3,
  },
};

/** Four families of equal advance widths, so that one table of widths serves all. */
export const fontFamily = 'Arial, Helvetica, "Liberation Sans", Arimo, sans-serif';

/** Distance of two lines of text [px]. */
export const lineHeight = (size: number): number => Math.round(size * 1.25);
