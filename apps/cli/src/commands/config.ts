import { variables } from '@evenkeel/config';
import type { Command } from '../command.js';

/** Documents what the processes read. Prints names and meanings, never a value of this installation. */
export const config: Command = {
  name: 'config',
  summary: 'list the environment variables and what each is for',
  run: async ({ print }) => {
    const width = Math.max(...Object.keys(variables).map((name) => name.length));
    for (const [name, type] of Object.entries(variables)) {
      const fallback = type.safeParse(undefined);
      const without = !fallback.success ? 'required' : fallback.data === undefined ? 'optional' : `default ${JSON.stringify(fallback.data)}`;
      print(`${name.padEnd(width)}  ${type.description ?? ''} (${without})`);
    }
    return 0;
  },
};
