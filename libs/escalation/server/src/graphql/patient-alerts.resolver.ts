import { Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Audit } from '@evenkeel/audit-server';
import { Access as Readings, auditedReads, PatientRecordType, PatientSummaryType } from '@evenkeel/care-team-server';
import { Database } from '@evenkeel/database';
import { type GraphqlContext, Shown, signedIn } from '@evenkeel/graphql';
import type { PatientId } from '@evenkeel/kernel';
import { AlertReader, type OpenCount } from '../store/alert.reader.js';
import { AlertHeadType, toAlertHeadType } from './alert-head.type.js';

/** Alerts on the pages of patients, which care-team owns. */
@Resolver(() => PatientRecordType)
export class PatientAlertsResolver {
  constructor(private readonly database: Database, private readonly readings: Readings, private readonly reader: AlertReader, private readonly audit: Audit) {}

  @ResolveField(() => [AlertHeadType])
  @Shown('alert_head')
  async alerts(@Parent() { id }: PatientRecordType, @Context() context: GraphqlContext): Promise<AlertHeadType[]> {
    const actor = signedIn(context);
    return this.database.as(actor, async (tx) => {
      const allowed = await this.readings.readings(tx, actor, 'alert_head', [id]);
      if (!allowed.has(id)) return [];
      await this.audit.readAll(tx, auditedReads(allowed, 'alert_head', { kind: 'alert', id: null }));
      return (await this.reader.heads(tx, await this.reader.ofPatient(tx, id, 20))).map(toAlertHeadType);
    });
  }
}

/** How many alerts of each patient are open, one statement for a whole list. */
@Resolver(() => PatientSummaryType)
export class PatientSummaryAlertsResolver {
  constructor(private readonly database: Database, private readonly readings: Readings, private readonly reader: AlertReader, private readonly audit: Audit) {}

  @ResolveField(() => Int)
  @Shown('alert_head')
  async openAlerts(@Parent() { id }: PatientSummaryType, @Context() context: GraphqlContext): Promise<number> {
    return (await this.counts(context, id))?.open ?? 0;
  }

  @ResolveField(() => String, { nullable: true })
  @Shown('alert_head')
  async worstTier(@Parent() { id }: PatientSummaryType, @Context() context: GraphqlContext): Promise<string | null> {
    return (await this.counts(context, id))?.worstTier ?? null;
  }

  private counts(context: GraphqlContext, id: PatientId): Promise<OpenCount | null> {
    return context.loaders.get<OpenCount>('open alerts of patient, by alert_head', async (ids) => {
      const actor = signedIn(context);
      return this.database.as(actor, async (tx) => {
        const allowed = await this.readings.readings(tx, actor, 'alert_head', ids as readonly PatientId[]);
        await this.audit.readAll(tx, auditedReads(allowed, 'alert_head', { kind: 'alert', id: null }));
        return this.reader.openCounts(tx, [...allowed.keys()]);
      });
    }).load(id);
  }
}
