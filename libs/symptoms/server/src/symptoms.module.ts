import { Module } from '@nestjs/common';
import { RuleSetReader } from './store/rule-set.reader.js';

/** The signed rules by which answers become flags. */
@Module({ providers: [RuleSetReader], exports: [RuleSetReader] })
export class SymptomsModule {}
