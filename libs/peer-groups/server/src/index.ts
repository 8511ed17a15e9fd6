import type { RowClass } from '@evenkeel/database';

export * from './peer-groups.module.js';

/** Row classes for the process's data sources. */
export const rows: readonly RowClass[] = [];
