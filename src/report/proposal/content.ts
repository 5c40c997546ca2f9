/** What a proposal says, before it is known in which markup. All texts are plain, in Unicode, on one line. */
export interface Proposal {
  title: string;
  sections: Section[];
}

export interface Section {
  /** None for the beginning. */
  title?: string;
  blocks: Block[];
}

/** A text that may begin with a few stressed words. */
export interface Statement {
  lead?: string;
  text: string;
}

export interface TableBlock {
  kind: 'table';
  caption: string;
  head: string[];
  rows: string[][];
}

export interface PictureBlock {
  kind: 'picture';
  picture: Picture;
  /** The same in lines of ASCII, for texts that cannot show pictures. */
  drawn?: string[];
}

export type Block =
  | ({ kind: 'paragraph' } & Statement)
  | { kind: 'list'; items: Statement[] }
  | TableBlock
  | PictureBlock
  | { kind: 'literal'; lines: string[] };

/** A chart among the result files. */
export interface Picture {
  name: string;
  /** The finding. */
  title: string;
  alt: string;
  /** Whether there are files for dark pages and for narrow ones. */
  dark: boolean;
  narrow: boolean;
}

export const paragraph = (text: string, lead?: string): Block => ({
  kind: 'paragraph',
  ...(lead !== undefined && { lead }),
  text,
});

/** Whether the cells of a column are figures, which stand under each other by their last digits. */
export const isOfFigures = ({ rows }: TableBlock, column: number): boolean =>
  column > 0 && rows.every((row) => /^([−+–]|[−+]?\d|$)/.test(row[column]!));
