import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CheckChain, SealEntries } from '@evenkeel/audit-server';
import { IndexNames } from '@evenkeel/care-team-server';
import { PlanAfterCare, SweepCheckIns } from '@evenkeel/check-ins-server';
import { ConfigError, exitWithParent, readConfig } from '@evenkeel/config';
import { newRandomId, Outbox } from '@evenkeel/database';
import { Engine } from '@evenkeel/escalation-server';
import { createLog, describeFault, HealthChecks, nestLog } from '@evenkeel/http';
import type { SystemActor } from '@evenkeel/kernel';
import { handlersOf, jobs } from '@evenkeel/product';
import { JobQueue, JobRegistry, JobWorkers, QueueAway } from '@evenkeel/queue';
import { Doorbell, openSilentNode, PeerDoorbell } from '@evenkeel/realtime';
import { redisNews, RedisWatch } from '@evenkeel/redis';
import { SweepDoses, SweepPlans } from '@evenkeel/taper-server';
import { FoldTimeline } from '@evenkeel/timeline-server';
import { repeat } from './loop.js';
import { startPeerSide } from './peer-side.js';
import { openProbe } from './probe.js';
import { RelayOutbox } from './relay-outbox.js';
import { WatchQueues } from './watch-queues.js';
import { WorkerModule } from './worker.module.js';

const config = await orEnd(() => readConfig(process.env, 'worker'));
const log = createLog(config);

/** Whatever nobody has caught is a state that nobody has thought of: the supervisor starts a fresh process. */
const crash = (error: unknown): never => {
  log.fatal({ fault: describeFault(error) }, 'crash');
  process.exit(1);
};
process.on('unhandledRejection', crash);
process.on('uncaughtException', crash);

const fault = (what: string) => (error: unknown): void => log.warn({ what, fault: describeFault(error) }, 'a round failed and will be tried again');
const actor = (name: string): SystemActor => ({ kind: 'system', name, requestId: newRandomId() });

const redis = await orEnd(() => RedisWatch.start(config, redisNews(log)));
const app = await NestFactory.createApplicationContext(WorkerModule.forProcess(config), { logger: nestLog(log) });

// Before anything runs: a job that nobody handles, or that two want to handle, ends the start.
const registry = JobRegistry.of(jobs, handlersOf(app));
const node = openSilentNode(config);
const doorbell = app.get(Doorbell, { strict: false });
doorbell.connect(node.bell);
const peerDoorbell = app.get(PeerDoorbell, { strict: false });
app.get(Outbox, { strict: false }).onCommit((message) => (message.realm === 'peer' ? peerDoorbell : doorbell).ring(message));

const peerSide = startPeerSide(app, config, fault);
const queue = JobQueue.open(config, jobs);
const granted: string[] = [];
const workers = await JobWorkers.start(config, registry, {
  fault: ({ job, attempt, error }) => log.warn({ job, attempt, fault: describeFault(error) }, 'a job failed'),
  done: (wish) => { granted.push(wish); },
});
const engine = app.get(Engine, { strict: false });
engine.start({
  fault: fault('escalation engine'),
  stuck: () => {
    log.fatal({ what: 'escalation engine' }, 'a round is stuck');
    process.exit(70);
  },
});

let isQueueAway = false;
const relay = app.get(RelayOutbox);
const queueWatch = app.get(WatchQueues);
const sweep = app.get(SweepCheckIns, { strict: false });
const afterCare = app.get(PlanAfterCare, { strict: false });
const plans = app.get(SweepPlans, { strict: false });
const doses = app.get(SweepDoses, { strict: false });
const seal = app.get(SealEntries, { strict: false });
const chain = app.get(CheckChain, { strict: false });
const names = app.get(IndexNames, { strict: false });
const fold = app.get(FoldTimeline, { strict: false });
const pause = config.EVENKEEL_TICK_MS;
const loops = [
  repeat(Math.min(pause, 250), async () => { while (await relay.ring(actor('outbox relay'))); }, fault('outbox relay')),
  repeat(Math.min(pause, 250), () => askForJobs(), fault('outbox relay')),
  // What is granted and not noted, because the process dies here, is asked for again; every handler looks at its row first.
  repeat(Math.min(pause, 500), () => relay.keep(actor('outbox relay'), granted.splice(0)), fault('outbox relay')),
  repeat(15_000, () => watchQueues(), fault('queue watch')),
  repeat(10 * 60_000, () => relay.forget(actor('outbox relay')), fault('outbox relay')),
  repeat(pause, () => sweep.run(actor('check-in sweep')), fault('check-in sweep')),
  // Every moment of a plan is a midnight or a six o'clock of somebody; a minute later does for each of them.
  repeat(60 * pause, async () => { while (await plans.run(actor('plan sweep')) > 0); }, fault('plan sweep')),
  repeat(60 * pause, async () => { while (await doses.run(actor('dose sweep')) > 0); }, fault('dose sweep')),
  repeat(60 * pause, () => afterCare.run(actor('after-care')), fault('after-care')),
  // One batch a round: nobody waits for it, because the reader takes from the answers what is not folded yet.
  repeat(pause, () => fold.run(actor('timeline fold')), fault('timeline fold')),
  repeat(pause, async () => { while (await seal.run(actor('audit seal')) > 0); }, fault('audit seal')),
  // Once at the start and then daily; what it finds is on the auditor's page.
  repeat(24 * 3_600_000, () => chain.run(actor('audit check')), fault('audit check')),
  repeat(5 * pause, async () => { while (await names.run(actor('name index'))); }, fault('name index')),
];

const closeProbe = await openProbe(config, app.get(HealthChecks, { strict: false }), { silentMs: () => engine.silentMs });

exitWithParent(config.EVENKEEL_SUPERVISED, async () => {
  await closeProbe();
  await Promise.all([engine.stop(), workers.close(), peerSide.stop(), ...loops.map((loop) => loop.stop())]);
  await relay.keep(actor('outbox relay'), granted.splice(0)).catch(() => undefined);
  await queue.close();
  await node.close();
  await peerSide.close();
  await app.close();
  redis.close();
});
log.info('worker runs');

/** Wishes to the queue, as long as it takes any. That it went away and came back is said once. */
async function askForJobs(): Promise<void> {
  try {
    for (let round = await relay.ask(actor('outbox relay'), queue); ; round = await relay.ask(actor('outbox relay'), queue)) {
      if (round.refused > 0) log.warn({ refused: round.refused }, 'jobs were asked for that this build does not know');
      if (round.asked > 0 && isQueueAway) log.info({ queue: 'back' }, 'the queue takes jobs again');
      if (round.asked > 0) isQueueAway = false;
      if (!round.more) return;
    }
  } catch (error) {
    if (!(error instanceof QueueAway)) throw error;
    if (!isQueueAway) log.warn({ queue: 'away', fault: describeFault(error.cause) }, 'the queue takes no jobs; they are kept in the database');
    isQueueAway = true;
  }
}

/** A worker that hears nothing while jobs wait for it is replaced with the whole process, as anything else that is stuck. */
async function watchQueues(): Promise<void> {
  const deaf = await queueWatch.run(actor('queue watch'), queue, workers, config.EVENKEEL_INSTANCE);
  if (deaf === null) return;
  log.fatal({ queue: deaf }, 'a worker is deaf');
  process.exit(70);
}

/** A wrong environment is told by the names of its variables, without a stack. */
async function orEnd<Read>(read: () => Read | Promise<Read>): Promise<Read> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
