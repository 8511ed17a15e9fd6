import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access as Audience, CurrentActor, type GraphqlContext, type RefusalType, toRefusalType } from '@evenkeel/graphql';
import { type Actor, isRefusal, type Refusal } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';
import type { LocalProduct } from '../store/local-product.store.js';
import { ReadLocalProducts } from '../use-cases/read-local-products.js';
import { RetireLocalProduct } from '../use-cases/retire-local-product.js';
import { SaveLocalProduct } from '../use-cases/save-local-product.js';
import { LocalProductInput, LocalProductType, RetireLocalProductInput, RetireLocalProductResult, SaveLocalProductResult, toGiven, toLocalProduct } from './local-product.types.js';

type Answer = LocalProductType | RefusalType;

/** Products of the organisation's own. */
@Resolver()
export class LocalProductsResolver {
  constructor(private readonly read: ReadLocalProducts, private readonly saving: SaveLocalProduct, private readonly retiring: RetireLocalProduct) {}

  @Query(() => [LocalProductType], { description: 'Retired ones too, by code.' })
  @Audience('product.read')
  async localProducts(@CurrentActor() actor: Actor): Promise<LocalProductType[]> {
    return (await this.read.run(actor)).map(toLocalProduct);
  }

  @Mutation(() => SaveLocalProductResult, { description: 'A product that was entered never changes: it is retired, and another one entered.' })
  @Audience('product.manage')
  async saveLocalProduct(@CurrentActor() actor: Actor, @Args('input') input: LocalProductInput, @Context() { language }: GraphqlContext): Promise<Answer> {
    return answer(await this.saving.run(actor, toGiven(input)), language);
  }

  @Mutation(() => RetireLocalProductResult)
  @Audience('product.manage')
  async retireLocalProduct(@CurrentActor() actor: Actor, @Args('input') { code }: RetireLocalProductInput, @Context() { language }: GraphqlContext): Promise<Answer> {
    return answer(await this.retiring.run(actor, code), language);
  }
}

const answer = (done: LocalProduct | Refusal, language: Language): Answer => (isRefusal(done) ? toRefusalType(done, language) : toLocalProduct(done));
