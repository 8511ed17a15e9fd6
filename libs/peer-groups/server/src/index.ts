import type { RowClass } from '@evenkeel/database';

export * from './peer-groups.module.js';
export * from './peer-sessions.module.js';
export { PersonaGate } from './persona-gate.js';
export { ForgetSessions } from './use-cases/forget-sessions.js';

/** Row classes for the process's data sources. */
export const rows: readonly RowClass[] = [];
