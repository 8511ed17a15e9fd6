import { Context, Field, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Audit } from '@evenkeel/audit-server';
import { Access, auditedReads, PatientRecordType } from '@evenkeel/care-team-server';
import { emergencyLimits } from '@evenkeel/care-team-rules';
import { Database } from '@evenkeel/database';
import { type GraphqlContext, Instant, LocalDate, Shown, signedIn } from '@evenkeel/graphql';
import { RecentScoresReader } from '../store/recent-scores.reader.js';

@ObjectType('RecentScore', { description: 'A score of the last days, as emergency access sees it.' })
export class RecentScoreType {
  @Field(() => LocalDate) @Shown('recent_scores') localDate!: string;
  @Field(() => String) @Shown('recent_scores') question!: string;
  @Field(() => Int) @Shown('recent_scores') value!: number;
  @Field(() => Instant) @Shown('recent_scores') answeredAt!: Date;
}

@Resolver(() => PatientRecordType)
export class RecentScoresResolver {
  constructor(private readonly database: Database, private readonly access: Access, private readonly reader: RecentScoresReader, private readonly audit: Audit) {}

  @ResolveField(() => [RecentScoreType], { description: 'In emergency access only: the scores of the last 14 days, newest first. Empty for everybody else.' })
  @Shown('recent_scores')
  async recentScores(@Parent() { id }: PatientRecordType, @Context() context: GraphqlContext): Promise<RecentScoreType[]> {
    const actor = signedIn(context);
    return this.database.as(actor, async (tx) => {
      const readings = await this.access.readings(tx, actor, 'recent_scores', [id]);
      if (!readings.has(id)) return [];
      await this.audit.readAll(tx, auditedReads(readings, 'recent_scores', { kind: 'check-ins', id: null }));
      const since = (await tx.now()).getTime() - emergencyLimits.scoreDays * 86_400_000;
      return (await this.reader.of(tx, id)).filter(({ answeredAt }) => answeredAt.getTime() > since).map((score) => Object.assign(new RecentScoreType(), score));
    });
  }
}
