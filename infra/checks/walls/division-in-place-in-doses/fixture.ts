// as: libs/medicines/rules/src/fixture.ts
// breaks: evenkeel/walls | Divide with divideDown
export function half(ug: number): number {
  let left = ug;
  left /= 2;
  return left;
}
