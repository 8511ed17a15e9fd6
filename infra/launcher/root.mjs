import { resolve } from 'node:path';

/** The folder of the repository, whatever the working directory is. */
export const root = resolve(import.meta.dirname, '../..');
