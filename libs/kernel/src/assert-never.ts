/** Ends a switch over a closed list: adding a member breaks the build here until it is handled. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case of type ${typeof value}`);
}
