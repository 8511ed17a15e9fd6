import 'reflect-metadata';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ConfigError, exitWithParent, readConfig, type Config } from '@evenkeel/config';
import { Outbox } from '@evenkeel/database';
import { Takeover } from '@evenkeel/escalation-server';
import { prepareExplorer, prepareGraphql, readOperations } from '@evenkeel/graphql';
import { createLog, describeFault, nestLog, prepareHttp, type Log } from '@evenkeel/http';
import { Doorbell, RealtimeServer } from '@evenkeel/realtime';
import { AppModule } from './app.module.js';
import { PeopleGate } from './socket-gate.js';

const manifest = path.join(import.meta.dirname, '../../../libs/api-client/persisted-operations.json');

/** Starts the api and returns how to stop it. Throws when the schema has an unguarded field or the database is not there. */
async function start(config: Config, log: Log): Promise<() => Promise<void>> {
  const operations = readOperations(manifest);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(config, log, operations), { bodyParser: false, logger: nestLog(log), abortOnError: false });
  prepareHttp(app, config, log);
  prepareGraphql(app, { operations, production: config.NODE_ENV === 'production' });
  if (config.NODE_ENV !== 'production') await prepareExplorer(app);
  await app.init();
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
    await takeover.stop();
    await sockets.close();
    await app.close();
  };
}

function openSockets(app: NestExpressApplication, config: Config): RealtimeServer {
  const http = app.getHttpServer();
  // Sockets upgrade and never poll, but the socket library takes every request below its path: the ticket's as well.
  const answering = http.listeners('request') as ((...event: unknown[]) => void)[];
  const sockets = RealtimeServer.attach(config, http, app.get(PeopleGate));
  http.removeAllListeners('request');
  for (const listener of answering) http.on('request', listener);
  const doorbell = app.get(Doorbell);
  doorbell.connect(sockets.bell);
  app.get(Outbox, { strict: false }).onCommit((message) => { doorbell.ring(message); });
  return sockets;
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
    log.fatal({ fault: describeFault(error) }, 'cannot start');
    process.exit(1);
  }
}

await main().catch((error: unknown) => {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
