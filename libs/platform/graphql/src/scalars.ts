import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

function parseInstant(value: unknown): Date {
  if (typeof value === 'string' && instant.test(value)) {
    const parsed = new Date(value);
    if (!Number.isNaN(parsed.getTime())) return parsed;
  }
  throw new GraphQLError('An Instant is ISO 8601 with a zone, such as 2026-03-02T14:00:00Z');
}

/** A moment. A `Date` in code, ISO 8601 in UTC with milliseconds on the wire; any offset is accepted. */
export const Instant = new GraphQLScalarType<Date, string>({
  name: 'Instant',
  description: 'An instant as ISO 8601 in UTC.',
  serialize: (value) => {
    if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw new TypeError('Instant serialises a Date');
    return value.toISOString();
  },
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : null),
});

const localDate = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Whether the text is a day of the calendar, such as 2024-02-29 and not 2023-02-29. */
function isDay(text: string): boolean {
  const [, year, month, day] = localDate.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return at.toISOString().slice(0, 10) === text;
}

function parseLocalDate(value: unknown): string {
  if (typeof value === 'string' && isDay(value)) return value;
  throw new GraphQLError('A LocalDate is a day as YYYY-MM-DD');
}

/** A civil date. Text in code and on the wire: it has no zone and no time, so it must never become a `Date`. */
export const LocalDate = new GraphQLScalarType<string, string>({
  name: 'LocalDate',
  description: "A civil date, YYYY-MM-DD, in the patient's zone.",
  serialize: (value) => {
    if (typeof value !== 'string' || !isDay(value)) throw new TypeError('LocalDate serialises a day as YYYY-MM-DD');
    return value;
  },
  parseValue: parseLocalDate,
  parseLiteral: (node) => parseLocalDate(node.kind === Kind.STRING ? node.value : null),
});
