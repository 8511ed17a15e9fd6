import { isMedicineCode, type Product } from '@evenkeel/medicines-rules';

/** Products an administrator entered. What cannot be read is left out: no dose is made of it. */
export function ownProducts(texts: readonly string[]): readonly Product[] {
  return texts.flatMap((text): Product[] => {
    try {
      const value = JSON.parse(text) as Partial<Product> | null;
      return value !== null && typeof value.code === 'string' && typeof value.medicine === 'string' && isMedicineCode(value.medicine) && typeof value.kind === 'string' ? [value as Product] : [];
    } catch {
      return [];
    }
  });
}
