import 'reflect-metadata';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ConfigError, exitWithParent, readConfig, type Config } from '@evenkeel/config';
import { Takeover } from '@evenkeel/escalation-server';
import { prepareExplorer, prepareGraphql, readOperations } from '@evenkeel/graphql';
import { createLog, describeFault, drainable, HealthChecks, nestLog, prepareHttp, waitingRoom, type Log } from '@evenkeel/http';
import { redisNews, RedisWatch } from '@evenkeel/redis';
import { AppModule } from './app.module.js';
import { tellOfRedis } from './health.js';
import { morning } from './morning.js';
import { openSockets } from './sockets.js';

const manifest = (name: string): string => path.join(import.meta.dirname, '../../../libs/api-client', name);

/** Starts the api and returns how to stop it. Throws when the schema has an unguarded field, the database is not there, or Redis would lose jobs. */
async function start(config: Config, log: Log): Promise<() => Promise<void>> {
  const redis = await RedisWatch.start(config, redisNews(log));
  const operations = readOperations(manifest('persisted-operations.json'));
  const peerOperations = readOperations(manifest('peer-persisted-operations.json'));
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(config, log, operations, peerOperations), { bodyParser: false, logger: nestLog(log), abortOnError: false });
  const drain = drainable(app.getHttpServer());
  prepareHttp(app, config, log);
  const production = config.NODE_ENV === 'production';
  prepareGraphql(app, { operations, production }, { operations: peerOperations, production });
  app.use('/graphql', waitingRoom(morning));
  if (config.NODE_ENV !== 'production') await prepareExplorer(app);
  await app.init();
  tellOfRedis(app.get(HealthChecks, { strict: false }), redis);
  const sockets = openSockets(app, config);
  const takeover = app.get(Takeover, { strict: false });
  takeover.start({
    began: () => log.warn('the engine is silent: this process stands in for it'),
    ended: () => log.info('the engine is back'),
    fault: (error) => log.error({ fault: describeFault(error) }, 'takeover'),
  });
  await app.listen(config.PORT, config.HOST);
  log.info({ port: config.PORT }, 'listening');
  return async () => {
    // In this order: what is being answered may still ring, and the database goes last.
    await Promise.all([drain.begin(), takeover.stop()]);
    await sockets.close();
    await drain.ended;
    await app.close();
    redis.close();
  };
}

async function main(): Promise<void> {
  const config = readConfig(process.env, 'api');
  const log = createLog(config);
  // Whatever nobody has caught is a state that nobody has thought of: the supervisor starts a fresh process.
  const crash = (error: unknown): never => {
    log.fatal({ fault: describeFault(error) }, 'crash');
    process.exit(1);
  };
  process.on('unhandledRejection', crash).on('uncaughtException', crash);
  try {
    const stop = await start(config, log);
    exitWithParent(config.EVENKEEL_SUPERVISED, stop);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    log.fatal({ fault: describeFault(error) }, 'cannot start');
    process.exit(1);
  }
}

await main().catch((error: unknown) => {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
