import type { ReactNode } from 'react';
import styles from './table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** `end` for numbers and doses, so that they align on the decimal point. */
  readonly align?: 'start' | 'end';
  /** The cell that names the row; the first column unless said otherwise. */
  readonly rowHeader?: boolean;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What to show instead of an empty table. */
  readonly empty?: ReactNode;
}

/** A real table. Below 560 px every row becomes a small sheet with its column names beside the values. */
export function Table<Row>({ caption, captionHidden = false, columns, rows, rowKey, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  const named = columns.some((column) => column.rowHeader) ? (column: Column<Row>) => column.rowHeader === true : (column: Column<Row>) => column === columns[0];
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
      <table className={styles.table}>
        <caption className={captionHidden ? 'visually-hidden' : styles.caption}>{caption}</caption>
        <thead>
          <tr>{columns.map((column) => <th key={column.key} scope="col" data-align={column.align}>{column.header}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => named(column) ? (
                <th key={column.key} scope="row" data-label={column.header} data-align={column.align}>{column.cell(row)}</th>
              ) : (
                <td key={column.key} data-label={column.header} data-align={column.align}>{column.cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Terms and what is true of them, in two columns. */
export function DefinitionList({ items }: { readonly items: readonly { readonly term: string; readonly detail: ReactNode }[] }) {
  return (
    <dl className={styles.definitions}>
      {items.map((item, place) => (
        <div key={`${place} ${item.term}`} className={styles.pair}>
          <dt>{item.term}</dt>
          <dd>{item.detail}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface Fact {
  readonly key: string;
  readonly text: ReactNode;
  /** Whether it has happened. The text has to say so too ("Opened: not yet"). */
  readonly done: boolean;
}

/** What has and has not happened, in order: a filled dot for a fact, an open one for what is still to come. */
export function FactList({ facts, label }: { readonly facts: readonly Fact[]; readonly label: string }) {
  return (
    <ol className={styles.facts} aria-label={label}>
      {facts.map((fact) => (
        <li key={fact.key} data-done={fact.done}>
          <span className={styles.dot} aria-hidden="true" />
          <span>{fact.text}</span>
        </li>
      ))}
    </ol>
  );
}
