import { AuditModule, VerifySeals } from '@evenkeel/audit-server';
import { DatabaseModule, newRandomId } from '@evenkeel/database';
import { NestFactory } from '@nestjs/core';
import type { Command } from '../command.js';

export const auditVerify: Command = {
  name: 'audit-verify',
  summary: 'recompute the chain over the audit; fails if a row was changed, removed or added',
  run: async ({ config, print }) => {
    class Verifying {}
    const app = await NestFactory.createApplicationContext(
      { module: Verifying, imports: [DatabaseModule.forProcess(config(), [], { engine: 1, app_clin: 1 }), AuditModule] }, { logger: false });
    try {
      const report = await app.get(VerifySeals).run({ kind: 'system', name: 'audit-verify', requestId: newRandomId() });
      print(`${report.rows} rows under ${report.seals} seals, ${report.waiting} too young to be sealed`);
      if (report.head !== null) print(`newest seal ${report.head}`);
      for (const problem of report.problems) print(`PROBLEM ${problem}`);
      print(report.intact ? 'The audit is intact' : 'The audit is NOT intact');
      return report.intact ? 0 : 1;
    } finally {
      await app.close();
    }
  },
};
