import './language.js';

export { TimelineResolver } from './graphql/timeline.resolver.js';
export { type Annotation, type AnnotationId, sealedAnnotation } from './store/annotation.store.js';
export * from './timeline.module.js';
export { AddAnnotation, type NewAnnotation } from './use-cases/add-annotation.js';
export { FoldTimeline } from './use-cases/fold-timeline.js';
export { type AskedTimeline, ReadTimeline } from './use-cases/read-timeline.js';
export { type NamedAnnotation, ReadTimelineDay, type TimelineDay } from './use-cases/read-timeline-day.js';
export { WithdrawAnnotation } from './use-cases/withdraw-annotation.js';
