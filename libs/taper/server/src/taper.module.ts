import { Module } from '@nestjs/common';
import { DoseStepReader } from './store/dose-step.reader.js';

/** A taper as dated dose steps. */
@Module({ providers: [DoseStepReader], exports: [DoseStepReader] })
export class TaperModule {}
