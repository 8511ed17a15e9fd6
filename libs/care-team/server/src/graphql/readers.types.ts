import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Instant, Shown } from '@evenkeel/graphql';
import type { NamedVisit, OwnEmergency, WhoLooked } from '../use-cases/read-who-looked.js';

@ObjectType('VisitBasis', { description: 'Why somebody could look: membership, consent, alert, break-glass.' })
export class VisitBasisType {
  @Field(() => String) @Shown('own') kind!: string;
  @Field(() => String, { nullable: true, description: 'Of emergency access.' }) @Shown('own') reason!: string | null;
}

@ObjectType('Visit', { description: 'Somebody looked at the record, or did something with it, in one go.' })
export class VisitType {
  @Field(() => ID) @Shown('own') id!: string;
  @Field(() => Instant) @Shown('own') from!: Date;
  @Field(() => Instant) @Shown('own') until!: Date;
  @Field(() => String) @Shown('own') name!: string;
  @Field(() => String) @Shown('own') role!: string;
  @Field(() => [String]) @Shown('own') categories!: string[];
  @Field(() => [String]) @Shown('own') actions!: string[];
  @Field(() => [VisitBasisType]) @Shown('own') bases!: VisitBasisType[];
}

@ObjectType('WhoLooked')
export class WhoLookedType {
  @Field(() => [VisitType]) @Shown('own') visits!: VisitType[];
  @Field(() => String, { nullable: true, description: 'Where the next page begins.' }) @Shown('own') next!: string | null;
}

@ObjectType('OwnEmergency', { description: 'Somebody used emergency access to the own record.' })
export class OwnEmergencyType {
  @Field(() => ID) @Shown('own') id!: string;
  @Field(() => String) @Shown('own') name!: string;
  @Field(() => String) @Shown('own') role!: string;
  @Field(() => String) @Shown('own') reason!: string;
  @Field(() => Instant) @Shown('own') openedAt!: Date;
  @Field(() => Instant) @Shown('own') expiresAt!: Date;
  @Field(() => Instant, { nullable: true }) @Shown('own') reviewedAt!: Date | null;
  @Field(() => String, { nullable: true }) @Shown('own') verdict!: string | null;
}

const toVisit = ({ bases, categories, actions, ...visit }: NamedVisit): VisitType => Object.assign(new VisitType(), {
  ...visit, categories: [...categories], actions: [...actions], bases: bases.map((basis) => Object.assign(new VisitBasisType(), basis)),
});

export const toWhoLooked = ({ visits, next }: WhoLooked): WhoLookedType => Object.assign(new WhoLookedType(), { visits: visits.map(toVisit), next });
export const toOwnEmergency = (found: OwnEmergency): OwnEmergencyType => Object.assign(new OwnEmergencyType(), found);
