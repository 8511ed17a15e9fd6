const key = 'evenkeel.loaded-again';

/**
 * A part of the page that is not there any more was replaced by a newer version: loads the page again, once. What
 * fails a second time is thrown.
 */
export function loadAgainOnce(error: unknown): Promise<never> {
  const already = sessionStorage.getItem(key);
  if (already !== null && Date.now() - Number(already) < 60_000) throw error;
  sessionStorage.setItem(key, String(Date.now()));
  window.location.reload();
  return new Promise<never>(() => undefined);
}
