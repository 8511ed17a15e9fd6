import type { Config } from '@evenkeel/config';

/** One word behind `npm run evenkeel --`. */
export interface Command {
  readonly name: string;
  /** One line of the help page. */
  readonly summary: string;
  /** Options as `parseArgs` of Node wants them, with the words that the help page says about each. */
  readonly options?: Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly says: string }>>;
  /** Returns the exit code. Text for programs goes to standard output, words for people to the error stream. */
  readonly run: (context: CommandContext) => Promise<number>;
}

export interface CommandContext {
  /** Reads the environment when the command needs it; commands that do not ask work without one. */
  readonly config: () => Config;
  /** EVENKEEL_SECRET, for commands that need nothing else of the environment. */
  readonly secret: () => string;
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly print: (line: string) => void;
  /** Where the operator stands: names of files are meant from here. */
  readonly folder: string;
  /** One line typed by the operator; not shown while `hidden`. */
  readonly ask: (question: string, hidden?: boolean) => Promise<string>;
}

/** A mistake of the operator: said as it is, without a trace. */
export class Mistake extends Error {}

export const text = (context: CommandContext, option: string): string | undefined => {
  const value = context.values[option];
  return typeof value === 'string' ? value : undefined;
};
