import 'reflect-metadata';
import type { Command } from './command.js';
import { auditVerify } from './commands/audit-verify.js';
import { backup } from './commands/backup.js';
import { config } from './commands/config.js';
import { createAdmin } from './commands/create-admin.js';
import { createPeerGroup } from './commands/create-peer-group.js';
import { doctor } from './commands/doctor.js';
import { migrate } from './commands/migrate.js';
import { printPeerSchema } from './commands/print-peer-schema.js';
import { printSchema } from './commands/print-schema.js';
import { printSql } from './commands/print-sql.js';
import { restore } from './commands/restore.js';
import { seed } from './commands/seed.js';
import { verify } from './commands/verify.js';
import { run } from './run.js';

const commands: readonly Command[] = [migrate, seed, createAdmin, createPeerGroup, doctor, backup, restore, verify, auditVerify, config, printSchema, printPeerSchema, printSql];

process.exitCode = await run(commands, process.argv.slice(2), {
  env: process.env,
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
});
