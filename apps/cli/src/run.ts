import { parseArgs } from 'node:util';
import { type Config, ConfigError, readConfig, readSecret } from '@evenkeel/config';
import { ask } from './ask.js';
import { type Command, Mistake } from './command.js';
import { helpOf, helpPage } from './help.js';

/** What the outside world offers a command. */
export interface Surroundings {
  readonly env: Record<string, string | undefined>;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/**
 * Finds the command and runs it. Returns its exit code: 0 done, 1 failed, 2 not understood. What the operator got wrong
 * is said in a sentence; anything else is thrown.
 */
export async function run(commands: readonly Command[], args: readonly string[], { env, print, complain }: Surroundings): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    print(helpPage(commands));
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    complain(`There is no command ${JSON.stringify(name)}.\n\n${helpPage(commands)}`);
    return 2;
  }
  try {
    const { values } = parseArgs({ args: rest, strict: true, allowPositionals: false, options: { ...optionsOf(command), help: { type: 'boolean', short: 'h' } } });
    if (values['help'] === true) {
      print(helpOf(command));
      return 0;
    }
    const given = values as Readonly<Record<string, string | boolean | undefined>>;
    let read: Config | undefined;
    return await command.run({
      config: () => (read ??= readConfig(env, 'cli')), secret: () => readSecret(env), values: given, print, ask,
      // npm changes into the folder of the repository and keeps in this variable where it was called.
      folder: env['INIT_CWD'] ?? process.cwd(),
    });
  } catch (error) {
    if (!isOfOperator(error)) throw error;
    complain(error.message);
    return error instanceof Mistake || error instanceof ConfigError ? 1 : 2;
  }
}

const optionsOf = ({ options = {} }: Command): Record<string, { type: 'string' | 'boolean' }> =>
  Object.fromEntries(Object.entries(options).map(([option, { type }]) => [option, { type }]));

/** Told by its code, because an error of Node's own may come from another realm than ours. */
function isOfOperator(error: unknown): error is Error {
  if (error instanceof Mistake || error instanceof ConfigError) return true;
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_');
}
