import { createUnionType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { InvalidInput, NotAllowedNow, NotFound, Stale } from '@evenkeel/graphql';
import { AlertHeadType } from './alert-head.type.js';

@InputType('AlertStepInput')
export class AlertStepInput {
  @Field(() => ID) id!: string;
  @Field(() => Int) rowVersion!: number;
}

@InputType('EngageAlertInput')
export class EngageAlertInput {
  @Field(() => ID) id!: string;
  @Field(() => Int) rowVersion!: number;
  @Field(() => String) how!: string;
}

@InputType('ResolveAlertInput')
export class ResolveAlertInput {
  @Field(() => ID) id!: string;
  @Field(() => Int) rowVersion!: number;
  @Field(() => String) outcome!: string;
  @Field(() => String, { defaultValue: '' }) note!: string;
}

@InputType('EscalateAlertInput')
export class EscalateAlertInput {
  @Field(() => ID) id!: string;
  @Field(() => Int) asOf!: number;
}

export const AlertStepResult = createUnionType({ name: 'AlertStepResult', types: () => [AlertHeadType, NotFound, Stale, NotAllowedNow, InvalidInput] as const });
