import { Field, ID, ObjectType } from '@nestjs/graphql';
import { reference } from '@evenkeel/escalation-rules';
import { Instant, Shown } from '@evenkeel/graphql';
import type { OwnAlert } from '../store/own-alert.reader.js';

@ObjectType('StatementFact', { description: 'One sentence about an alert. Every one rests on a stored row.' })
export class StatementFactType {
  @Field(() => String) @Shown('own') code!: string;
  @Field(() => Instant, { nullable: true }) @Shown('own') at!: Date | null;
  @Field(() => [String]) @Shown('own') roles!: string[];
}

@ObjectType('OwnAlert', { description: 'What the patient may read of an alert; every statement rests on a stored row. The first one is what is true now.' })
export class OwnAlertType {
  @Field(() => ID) @Shown('own') id!: string;
  @Field(() => String) @Shown('own') reference!: string;
  @Field(() => String) @Shown('own') family!: string;
  @Field(() => Instant) @Shown('own') openedAt!: Date;
  @Field(() => Boolean) @Shown('own') closed!: boolean;
  @Field(() => [StatementFactType]) @Shown('own') statements!: StatementFactType[];
  @Field(() => Instant) @Shown('own') serverNow!: Date;
}

export const toOwnAlertType = ({ id, family, openedAt, closed, statements, serverNow }: OwnAlert): OwnAlertType =>
  Object.assign(new OwnAlertType(), {
    id, family, openedAt, closed, serverNow, reference: reference(id),
    statements: statements.map(({ code, at, who }) =>
      Object.assign(new StatementFactType(), { code, at: at === null ? null : new Date(at), roles: who === null ? [] : [who] })),
  });
