/** A paper in the order in which it is read, before anybody draws it. All text is finished and in one language. */
export interface PaperDocument {
  readonly language: 'en' | 'es';
  readonly title: string;
  /** Letter in North America, A4 elsewhere. */
  readonly size: 'LETTER' | 'A4';
  /** Points of the running text. */
  readonly textSize: number;
  readonly blocks: readonly Block[];
  /** Stands at the foot of a page; `page` and `pages` count from 1. */
  readonly footer: (page: number, pages: number) => string;
  readonly printedAt: Date;
}

export type Block =
  | { readonly kind: 'title' | 'heading' | 'text' | 'strong'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | {
    readonly kind: 'table';
    /** What the table shows, for those who hear it. */
    readonly summary: string;
    readonly head: readonly string[];
    /** Each cell is one or more lines; the first cell names its row. */
    readonly rows: readonly (readonly (readonly string[])[])[];
    /** Shares of the width, as whole numbers. */
    readonly shares: readonly number[];
  };
