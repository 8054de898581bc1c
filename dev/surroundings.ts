/** What shifts the clock of a process (libfaketime); set by `npm run test:days` only. */
const clockNames = ['LD_PRELOAD', 'FAKETIME', 'FAKETIME_DONT_FAKE_MONOTONIC', 'NO_FAKE_STAT'] as const;

/**
 * What a child needs of the environment, in UTC, and nothing else: variables of the user must not lead it elsewhere. A clock that was
 * shifted is shifted for all of them.
 */
export const surroundings = (env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => {
  const kept = ['PATH', 'HOME', ...clockNames].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  return { ...Object.fromEntries(kept), TZ: 'UTC' };
};
