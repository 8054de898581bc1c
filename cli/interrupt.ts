const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The wish to stop: aborted at the first signal. A second one ends the process at once and leaves the rest to the next start. */
export function interruption(): { readonly signal: AbortSignal; readonly forget: () => void } {
  const stopping = new AbortController();
  const onSignal = (): void => {
    if (stopping.signal.aborted) process.exit(130);
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
