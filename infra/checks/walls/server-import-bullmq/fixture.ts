// as: libs/notifications/server/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "type:server"
import { Queue } from 'bullmq';
export const use = Queue;
