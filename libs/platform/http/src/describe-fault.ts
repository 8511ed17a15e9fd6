interface DriverError {
  readonly code?: string;
  readonly table?: string;
  readonly constraint?: string;
  readonly routine?: string;
}

/**
 * What a log may know about a fault. Of an error that came from a statement only the shape is kept: its message,
 * its detail and its parameters can carry values of rows.
 */
export function describeFault(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at ')).map((line) => line.trim()).slice(0, 12);
  const cause = error.cause === undefined ? {} : { cause: describeFault(error.cause) };
  const driver = driverErrorOf(error);
  if (driver === null) return { name: error.name, message: error.message, frames, ...cause };
  const { code, table, constraint, routine } = driver;
  return { name: error.name, sqlState: code, table, constraint, routine, frames };
}

function driverErrorOf(error: Error): DriverError | null {
  const nested = (error as { driverError?: DriverError }).driverError;
  if (nested !== undefined) return nested;
  const own = error as DriverError & { severity?: string };
  return own.severity !== undefined && own.code !== undefined ? own : null;
}
