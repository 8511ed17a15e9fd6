import type { Command } from './command.js';

/** The help page of the whole program. */
export function helpPage(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'npm run evenkeel -- <command> [options]', '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`), '',
    'npm run evenkeel -- <command> --help says more about one of them.',
  ].join('\n');
}

/** The help page of one command. */
export function helpOf({ name, summary, options = {} }: Command): string {
  const width = Math.max(0, ...Object.keys(options).map((option) => option.length));
  return [
    `npm run evenkeel -- ${name}${Object.keys(options).length > 0 ? ' [options]' : ''}`, '', `  ${summary}`,
    ...Object.entries(options).map(([option, { says }], at) => `${at === 0 ? '\n' : ''}  --${option.padEnd(width)}  ${says}`),
  ].join('\n');
}
