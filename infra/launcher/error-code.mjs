/**
 * The code of a system error ('ENOENT', ...). By its shape, because an error can come from another realm: inside Jest
 * those of Node are not `instanceof Error`.
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function errorCode(error) {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
