import { Module } from '@nestjs/common';
import { CareTeamModule } from '@evenkeel/care-team-server';
import { TaperModule } from '@evenkeel/taper-server';
import { TimelineResolver } from './graphql/timeline.resolver.js';
import { AnnotationStore } from './store/annotation.store.js';
import { DayReader } from './store/day.reader.js';
import { FoldStore } from './store/fold.store.js';
import { TimelineReader } from './store/timeline.reader.js';
import { AddAnnotation } from './use-cases/add-annotation.js';
import { FoldTimeline } from './use-cases/fold-timeline.js';
import { ReadTimeline } from './use-cases/read-timeline.js';
import { ReadTimelineDay } from './use-cases/read-timeline-day.js';
import { WithdrawAnnotation } from './use-cases/withdraw-annotation.js';

/** The record on one time axis: everything of the scopes above, folded by month, and what the team notes about a day. */
@Module({
  imports: [CareTeamModule, TaperModule],
  providers: [
    AnnotationStore, DayReader, FoldStore, TimelineReader,
    AddAnnotation, FoldTimeline, ReadTimeline, ReadTimelineDay, WithdrawAnnotation, TimelineResolver,
  ],
  exports: [FoldTimeline, ReadTimeline, ReadTimelineDay, AddAnnotation, WithdrawAnnotation],
})
export class TimelineModule {}
