import { verifyBackup } from '@evenkeel/backup';
import { fileNamed, keyOf, refusedAsMistake } from '../backup-options.js';
import type { Command } from '../command.js';
import { auditVerify } from './audit-verify.js';

export const verify: Command = {
  name: 'verify',
  summary: 'read a backup from beginning to end and check it, without a database; or check the audits of the running database',
  options: {
    file: { type: 'string', says: 'the backup; without it the audits of the database at DATABASE_URL are checked, as audit-verify does' },
    identity: { type: 'string', says: 'file with the age identity, for a backup that was written for EVENKEEL_BACKUP_RECIPIENT' },
  },
  run: async (context) => {
    const file = fileNamed(context, 'file');
    if (file === undefined) return auditVerify.run(context);
    const { opening, manifest } = await refusedAsMistake(async () => verifyBackup(file, await keyOf(context), context.print));
    const rows = manifest.tables.reduce((all, table) => all + table.rows, 0);
    context.print(`${rows} rows of ${manifest.tables.length} tables and ${manifest.files.count} files are as they were written`);
    for (const { audit, number, hash } of manifest.seals) context.print(`newest seal of ${audit}: ${number} ${hash}`);
    context.print(`The backup of ${opening.createdAt} can be restored`);
    return 0;
  },
};
