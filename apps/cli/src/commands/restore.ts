import { restoreBackup } from '@evenkeel/backup';
import { migrateQueue } from '@evenkeel/queue';
import { keyOf, neededFile, refusedAsMistake } from '../backup-options.js';
import { type Command } from '../command.js';
import { auditVerify } from './audit-verify.js';

export const restore: Command = {
  name: 'restore',
  summary: 'make the installation of a backup in an empty database, check it against the backup, migrate it to this version and check the audits',
  options: {
    from: { type: 'string', says: 'file that backup has written' },
    identity: { type: 'string', says: 'file with the age identity, for a backup that was written for EVENKEEL_BACKUP_RECIPIENT' },
  },
  run: async (context) => {
    const from = neededFile(context, 'from');
    const config = context.config();
    const { opening, manifest, migrated } = await refusedAsMistake(async () => restoreBackup(config, from, await keyOf(context), context.print));
    await migrateQueue(config);
    const rows = manifest.tables.reduce((all, table) => all + table.rows, 0);
    context.print(`${rows} rows of ${manifest.tables.length} tables and ${manifest.files.count} files are as they were saved`);
    if (migrated.length > 0) context.print(`${migrated.length} newer migrations ran`);
    const sound = await auditVerify.run(context);
    context.print(`What happened after ${opening.createdAt} is not here: answers, and also passwords changed, consents withdrawn and people removed since then. Go through them before anybody signs in`);
    context.print('Nobody is signed in, and open invitations have ended. Alerts that are overdue fire when the product starts');
    return sound;
  },
};
