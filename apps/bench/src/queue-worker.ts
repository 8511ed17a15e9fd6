import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '@evenkeel/config';
import { JobRegistry, JobWorkers } from '@evenkeel/queue';
import { benchJobs, handled, type Told } from './queue-jobs.js';

/** A process that runs the jobs of the bench as the product's worker runs its own, and tells its parent which. */
let ran: string[] = [];
const tell = (told: Told): void => { process.send?.(told); };
const config = readConfig(process.env, 'worker');
const registry = JobRegistry.of(benchJobs, handled({ ran: (id) => { ran.push(id); }, wait: sleep }));
const workers = await JobWorkers.start(config, registry, { fault: ({ error }) => tell({ fault: error.message }), done: () => undefined });
tell({ ready: true });
const timer = setInterval(() => {
  if (ran.length > 0) tell({ ran });
  ran = [];
}, 20);
process.on('disconnect', () => {
  clearInterval(timer);
  void workers.close().then(() => process.exit(0));
});
