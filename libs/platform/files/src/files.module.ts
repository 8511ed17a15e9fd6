import path from 'node:path';
import { Global, Module } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG } from '@evenkeel/database';
import { DirectoryFiles } from './directory-files.js';
import { FILES } from './files.js';

@Global()
@Module({
  providers: [{
    provide: FILES, inject: [CONFIG],
    useFactory: (config: Config) => new DirectoryFiles(path.join(config.EVENKEEL_DATA_DIR, 'files'), config.EVENKEEL_SECRET),
  }],
  exports: [FILES],
})
export class FilesModule {}
