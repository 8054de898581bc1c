const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C comes twice where npm or a shell between hands it on as well. */
const sameWishMs = 1_000;

/** The wish to stop: aborted at the first signal. A second wish ends the process at once and leaves the rest to the next start. */
export function interruption(): { readonly signal: AbortSignal; readonly forget: () => void } {
  const stopping = new AbortController();
  let wished = 0;
  const onSignal = (): void => {
    if (stopping.signal.aborted && performance.now() - wished > sameWishMs) process.exit(130);
    if (stopping.signal.aborted) return;
    wished = performance.now();
    stopping.abort();
  };
  for (const name of signals) process.on(name, onSignal);
  const forget = () => {
    for (const name of signals) process.off(name, onSignal);
  };
  return { signal: stopping.signal, forget };
}

/** Resolves when the signal is aborted; keeps the process alive until then. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const alive = setInterval(() => undefined, 60_000);
    signal.addEventListener('abort', () => {
      clearInterval(alive);
      resolve();
    });
  });
