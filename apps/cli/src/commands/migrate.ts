import { migrate as bringUp, schemaVersion } from '@evenkeel/database';
import { migrateQueue } from '@evenkeel/queue';
import type { Command } from '../command.js';

export const migrate: Command = {
  name: 'migrate',
  summary: 'create the database roles and bring tables and queues to this version; safe to repeat',
  run: async ({ config, print }) => {
    const ran = await bringUp(config());
    await migrateQueue(config());
    print(ran.length === 0 ? `Nothing to do, the schema is ${schemaVersion()}` : `Ran ${ran.length} migrations, the schema is ${schemaVersion()}`);
    return 0;
  },
};
