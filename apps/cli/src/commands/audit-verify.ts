import { AuditModule, VerifySeals } from '@evenkeel/audit-server';
import { DatabaseModule, newRandomId } from '@evenkeel/database';
import { NestFactory } from '@nestjs/core';
import type { Command } from '../command.js';

export const auditVerify: Command = {
  name: 'audit-verify',
  summary: 'recompute the chains over the audits of both realms; fails if a row was changed, removed or added',
  run: async ({ config, print }) => {
    class Verifying {}
    const app = await NestFactory.createApplicationContext(
      { module: Verifying, imports: [DatabaseModule.forProcess(config(), [], { engine: 1, app_clin: 1, comm_engine: 1 }), AuditModule] }, { logger: false });
    try {
      const verify = app.get(VerifySeals);
      const requestId = newRandomId();
      const clinical = await verify.run({ kind: 'system', name: 'audit-verify', requestId });
      const peer = await verify.run({ kind: 'peer-system', name: 'audit-verify', requestId: newRandomId() });
      for (const [name, report] of [['audit', clinical], ['audit of the peer realm', peer]] as const) {
        print(`${report.rows} rows of the ${name} under ${report.seals} seals, ${report.waiting} too young to be sealed`);
        if (report.head !== null) print(`newest seal ${report.head}`);
        for (const problem of report.problems) print(`PROBLEM ${problem}`);
        print(`The ${name} is ${report.intact ? 'intact' : 'NOT intact'}`);
      }
      return clinical.intact && peer.intact ? 0 : 1;
    } finally {
      await app.close();
    }
  },
};
