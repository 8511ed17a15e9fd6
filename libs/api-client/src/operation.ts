/**
 * A persisted operation: its name, the hash under which the server knows its text, and, for the compiler only,
 * what goes in and what comes out. The text itself never travels from a browser.
 */
export interface Operation<Result, Variables> {
  readonly name: string;
  readonly hash: string;
  /** Never present; carries the types. */
  readonly __types?: (variables: Variables) => Result;
}
