import { LocalProducts, type LocalProductsQuery } from '@evenkeel/api-client';
import { useOperation } from '../../shell/use-operation.js';

export type LocalProduct = Omit<LocalProductsQuery['localProducts'][number], '__typename'>;

/** Every product of the organisation's own, retired ones too. */
export const useLocalProducts = () => useOperation(LocalProducts, {}, { topics: ['products'] });
