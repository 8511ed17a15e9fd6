import type { Command } from '../command.js';
import { type Finding, examine } from '../examine.js';

const marks: Readonly<Record<Finding['state'], string>> = { well: 'ok  ', note: 'note', ill: 'FAIL' };

export const doctor: Command = {
  name: 'doctor',
  summary: 'check roles, migrations, row-level security, clocks, signed policies and mail; prints a table',
  run: async ({ config, print }) => {
    const findings = await examine(config());
    const width = Math.max(...findings.map(({ what }) => what.length));
    for (const { state, what, words } of findings) print(`${marks[state]}  ${what.padEnd(width)}  ${words}`);
    return findings.some(({ state }) => state === 'ill') ? 1 : 0;
  },
};
