import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where built and downloaded tools are kept: LUYUE_CACHE, else the user's cache folder. */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  env.LUYUE_CACHE || join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'luyue');
