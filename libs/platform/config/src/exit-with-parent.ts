/**
 * Ends the process in good order when the supervisor's pipe closes, so that a killed supervisor leaves no orphan.
 * @param stop closes servers and pools; a second signal or 8 s without an end exits at once
 */
export function exitWithParent(supervised: boolean, stop: () => Promise<void>): void {
  let stopping = false;
  const end = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), 8000).unref();
    void stop().then(() => process.exit(0), () => process.exit(1));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (supervised) process.stdin.on('end', end).on('close', () => { if (!stopping) end(); }).resume();
}
