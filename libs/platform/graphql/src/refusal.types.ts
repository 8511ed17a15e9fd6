import { Field, InterfaceType, ObjectType } from '@nestjs/graphql';
import type { Refusal } from '@evenkeel/kernel';
import { sayRefusal, type Language } from '@evenkeel/language';
import { Shown } from './access.js';

@InterfaceType('Refusal')
export abstract class RefusalType {
  @Field(() => String) @Shown('public') code!: string;
  @Field(() => String, { nullable: true }) @Shown('public') field!: string | null;
  @Field(() => String) @Shown('public') message!: string;
}

@ObjectType({ implements: () => [RefusalType], description: 'Returned when a field of the input cannot be accepted as it is.' })
export class InvalidInput extends RefusalType {}

@ObjectType({ implements: () => [RefusalType], description: 'Returned when the thing changed meanwhile; load it again.' })
export class Stale extends RefusalType {}

@ObjectType({ implements: () => [RefusalType], description: 'Returned when there is no such thing, or it is not yours to see.' })
export class NotFound extends RefusalType {}

@ObjectType({ implements: () => [RefusalType], description: 'Returned when this step is not possible in the present state.' })
export class NotAllowedNow extends RefusalType {}

const kinds = { InvalidInput, Stale, NotFound, NotAllowedNow };
export type RefusalKind = keyof typeof kinds;

/**
 * The member of the union for a refusal, with its sentence in the person's language. `not-found` and `stale` are
 * NotFound and Stale everywhere; what any other code means to the client is for the scope to say.
 */
export function toRefusalType(refusal: Refusal, language: Language, otherwise: RefusalKind = 'InvalidInput'): RefusalType {
  const kind = refusal.code === 'not-found' ? 'NotFound' : refusal.code === 'stale' ? 'Stale' : otherwise;
  return Object.assign(new kinds[kind](), { code: refusal.code, field: refusal.field, message: sayRefusal(language, refusal) });
}
