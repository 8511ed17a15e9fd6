import { type Refusal, refuse } from '@evenkeel/kernel';
import { isLocalDate, type LocalDate } from './dose-step.js';

export type FieldRefusal = 'not-a-plan' | 'missing' | 'not-one-of' | 'not-whole' | 'too-small' | 'too-large' | 'not-a-date' | 'unknown-field' | 'named-twice' | 'empty';

/** Some object from outside, with the path by which its fields are named in a refusal. */
export interface Fields {
  readonly values: Readonly<Record<string, unknown>>;
  readonly path: string;
}

/**
 * Reads what came from outside field by field and remembers the first thing that is wrong. What a reader returns after
 * that is a stand-in; whoever reads looks at `refusal` before using anything.
 */
export class FieldReader {
  refusal: Refusal<FieldRefusal> | null = null;

  fail(code: FieldRefusal, field: string, facts: Refusal['facts'] = {}): void {
    this.refusal ??= refuse(code, field, facts);
  }

  object(value: unknown, path: string, allowed: readonly string[]): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.fail('missing', path);
      return { values: {}, path };
    }
    const stranger = Object.keys(value).find((key) => !allowed.includes(key));
    if (stranger !== undefined) this.fail('unknown-field', join(path, stranger));
    return { values: value as Readonly<Record<string, unknown>>, path };
  }

  list<T>({ values, path }: Fields, key: string, read: (value: unknown, path: string) => T, atLeast = 0): readonly T[] {
    const value = values[key];
    if (!Array.isArray(value)) {
      this.fail('missing', join(path, key));
      return [];
    }
    if (value.length < atLeast) this.fail('empty', join(path, key), { atLeast });
    return value.map((each, place) => read(each, `${join(path, key)}.${place}`));
  }

  /** A whole number within bounds that belong to it. */
  whole({ values, path }: Fields, key: string, atLeast: number, atMost: number): number {
    const value = values[key];
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) this.fail('not-whole', join(path, key));
    else if (value < atLeast) this.fail('too-small', join(path, key), { atLeast });
    else if (value > atMost) this.fail('too-large', join(path, key), { atMost });
    else return value;
    return atLeast;
  }

  oneOf<T extends string>(value: unknown, path: string, words: readonly [T, ...T[]] | readonly T[]): T {
    const word = words.find((each) => each === value);
    if (word === undefined) this.fail('not-one-of', path);
    return word ?? (words[0] as T);
  }

  date({ values, path }: Fields, key: string): LocalDate {
    const value = values[key];
    if (typeof value === 'string' && isLocalDate(value)) return value;
    this.fail('not-a-date', join(path, key));
    return '2000-01-01';
  }
}

export const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
