import { stat } from 'node:fs/promises';
import { writeBackup } from '@evenkeel/backup';
import { neededFile, refusedAsMistake } from '../backup-options.js';
import { type Command } from '../command.js';

export const backup: Command = {
  name: 'backup',
  summary: 'save database and files as one encrypted file, beside the running product; EVENKEEL_SECRET is not in it and is needed to restore it',
  options: { to: { type: 'string', says: 'file to write; must not exist, and appears only when it is complete' } },
  run: async (context) => {
    const to = neededFile(context, 'to');
    const config = context.config();
    const recipient = config.EVENKEEL_BACKUP_RECIPIENT;
    const began = performance.now();
    const written = await refusedAsMistake(() => writeBackup(config, to,
      recipient === undefined ? { kind: 'secret', secret: config.EVENKEEL_SECRET } : { kind: 'recipient', recipient }, context.print));
    const { size } = await stat(to);
    context.print(`${written.rows} rows of ${written.tables} tables and ${written.files} files in ${size} bytes, ${Math.round((performance.now() - began) / 1000)} s`);
    context.print(recipient === undefined
      ? 'Keep EVENKEEL_SECRET somewhere else: without it this file cannot be opened'
      : 'Keep EVENKEEL_SECRET and the identity of the recipient somewhere else: without both this file cannot be restored');
    return 0;
  },
};
