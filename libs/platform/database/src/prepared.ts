/** A text counts as one that comes again and again from here on. */
const often = 20;
/** Each costs every connection the memory of a plan with its policies, some 100 kB. */
const mostNames = 64;
/** Texts are written in the code and therefore few; were one ever put together by accident, counting ends here. */
const mostTexts = 2000;

/**
 * Names for statements that come again and again, so that a connection parses, rewrites and plans each of them once
 * instead of every time: with policies on every table that is up to half of what a reading costs. See ADR 0007.
 */
export class Prepared {
  private readonly times = new Map<string, number>();
  private readonly names = new Map<string, string>();

  /** The name under which a text is to be sent, the same on every connection; `undefined` for one that is seldom. */
  nameOf(sql: string): string | undefined {
    const known = this.names.get(sql);
    if (known !== undefined || this.names.size >= mostNames) return known;
    const times = (this.times.get(sql) ?? 0) + 1;
    if (times < often && (this.times.has(sql) || this.times.size < mostTexts)) this.times.set(sql, times);
    if (times < often) return undefined;
    this.times.delete(sql);
    const name = `evenkeel_${this.names.size + 1}`;
    this.names.set(sql, name);
    return name;
  }
}
