import { createUnionType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Instant, InvalidInput, LocalDate, NotFound, Shown } from '@evenkeel/graphql';
import { type LocalProductInput as GivenProduct, toLocalProductInput } from '@evenkeel/medicines-rules';
import type { LocalProduct } from '../store/local-product.store.js';

/** Figures are named as the rules name them, so that a refusal points at its field. */
@ObjectType('LocalProduct', { description: "A product of the organisation's own." })
export class LocalProductType {
  @Field(() => String) @Shown('staff') code!: string;
  @Field(() => String, { description: 'solid | liquid | powder' }) @Shown('staff') kind!: string;
  @Field(() => String) @Shown('staff') medicine!: string;
  @Field(() => String) @Shown('staff') form!: string;
  @Field(() => String) @Shown('staff') label!: string;
  @Field(() => String) @Shown('staff') source!: string;
  @Field(() => LocalDate) @Shown('staff') checkedOn!: string;
  @Field(() => [String]) @Shown('staff') countries!: string[];
  @Field(() => String, { nullable: true }) @Shown('staff') rxNorm!: string | null;
  @Field(() => Int, { nullable: true }) @Shown('staff') strengthUg!: number | null;
  @Field(() => String, { nullable: true, description: 'whole | halves | quarters' }) @Shown('staff') splittable!: string | null;
  @Field(() => Int, { nullable: true }) @Shown('staff') concentrationUgPerMl!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('staff') syringeMarkUl!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('staff') syringeCapacityUl!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('staff') concentrationUgPerG!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('staff') scaleMarkMg!: number | null;
  @Field(() => Instant) @Shown('staff') enteredAt!: Date;
  @Field(() => Instant, { nullable: true, description: 'From then on no new plan can choose it.' }) @Shown('staff') retiredAt!: Date | null;
}

export function toLocalProduct({ product, enteredAt, retiredAt }: LocalProduct): LocalProductType {
  const { code, kind, medicine, form, label, source, checkedOn, countries, rxNorm, ...figures } = toLocalProductInput(product);
  return Object.assign(new LocalProductType(), {
    code, kind, medicine, form, label, source, checkedOn, rxNorm, enteredAt, retiredAt, countries: [...countries],
    strengthUg: figures.strengthUg ?? null, splittable: figures.splittable ?? null, concentrationUgPerMl: figures.concentrationUgPerMl ?? null, syringeMarkUl: figures.syringeMarkUl ?? null,
    syringeCapacityUl: figures.syringeCapacityUl ?? null, concentrationUgPerG: figures.concentrationUgPerG ?? null, scaleMarkMg: figures.scaleMarkMg ?? null,
  });
}

@InputType('LocalProductInput')
export class LocalProductInput {
  @Field(() => String) code!: string;
  @Field(() => String, { description: 'solid | liquid | powder' }) kind!: string;
  @Field(() => String) medicine!: string;
  @Field(() => String) form!: string;
  @Field(() => String, { description: "The words on the pharmacy's label." }) label!: string;
  @Field(() => String, { description: 'Who says so.' }) source!: string;
  @Field(() => LocalDate, { description: 'The day on which somebody held the entry against its source.' }) checkedOn!: string;
  @Field(() => [String]) countries!: string[];
  @Field(() => String, { nullable: true }) rxNorm!: string | null | undefined;
  @Field(() => Int, { nullable: true }) strengthUg!: number | null | undefined;
  @Field(() => String, { nullable: true, description: 'whole | halves | quarters' }) splittable!: string | null | undefined;
  @Field(() => Int, { nullable: true }) concentrationUgPerMl!: number | null | undefined;
  @Field(() => Int, { nullable: true }) syringeMarkUl!: number | null | undefined;
  @Field(() => Int, { nullable: true }) syringeCapacityUl!: number | null | undefined;
  @Field(() => Int, { nullable: true }) concentrationUgPerG!: number | null | undefined;
  @Field(() => Int, { nullable: true }) scaleMarkMg!: number | null | undefined;
  @Field(() => Boolean, { defaultValue: false, description: 'Somebody has read the strength aloud from the label although it is far from every known one.' }) strengthConfirmed!: boolean;
}

/** The input as the rules take it: a figure that was not given is not there. */
export function toGiven({ code, kind, medicine, form, label, source, checkedOn, countries, rxNorm, strengthConfirmed, splittable, ...figures }: LocalProductInput): GivenProduct {
  const numbers = ['strengthUg', 'concentrationUgPerMl', 'syringeMarkUl', 'syringeCapacityUl', 'concentrationUgPerG', 'scaleMarkMg'] as const;
  const given = Object.fromEntries(numbers.flatMap((name) => (typeof figures[name] === 'number' ? [[name, figures[name]]] : [])));
  return { code, kind, medicine, form, label, source, checkedOn, countries, rxNorm: rxNorm ?? null, strengthConfirmed, ...given, ...(typeof splittable === 'string' ? { splittable } : {}) };
}

@InputType('RetireLocalProductInput')
export class RetireLocalProductInput {
  @Field(() => String) code!: string;
}

export const SaveLocalProductResult = createUnionType({ name: 'SaveLocalProductResult', types: () => [LocalProductType, InvalidInput, NotFound] as const });
export const RetireLocalProductResult = createUnionType({ name: 'RetireLocalProductResult', types: () => [LocalProductType, InvalidInput, NotFound] as const });
