import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { devIssuer, openIssuer } from '../dev/issuer';
import { ensureMasterKey } from '../dev/master-key';
import { findProcess, stopProcess } from '../dev/processes';
import type { StackFile } from '../dev/stack-file';
import { LuyueError } from '../domain/errors';
import { doorKeyOf } from './door-key';
import { portWish, startOwn } from './own-process';
import { folderOf, type Session } from './session';

const usualPort = 8028;

const folderOfHttp = (session: Session): string => join(folderOf(session), 'http');
const folderOfIssuer = (session: Session): string => join(folderOf(session), 'issuer');

/** The development issuer of this folder. @throws LuyueError stack.failed where no stack was started here */
export function issuerOf(session: Session): ReturnType<typeof openIssuer> {
  if (!existsSync(folderOf(session)))
    throw new LuyueError('stack.failed', `No stack has been started in ${folderOf(session)}: begin with \`luyue up\`.`);
  return openIssuer(folderOfIssuer(session));
}

async function embeddedEnv(session: Session, stack: StackFile, speed: string | null): Promise<NodeJS.ProcessEnv> {
  const { jwks } = await openIssuer(folderOfIssuer(session));
  return {
    DATABASE_URL: stack.postgres.applicationUrl ?? stack.postgres.url,
    TEMPORAL_ADDRESS: stack.engine.address,
    TEMPORAL_NAMESPACE: stack.engine.namespace,
    LUYUE_HTTP_ISSUER: devIssuer.issuer,
    LUYUE_HTTP_AUDIENCE: devIssuer.audience,
    LUYUE_HTTP_JWKS: jwks,
    LUYUE_DOOR_KEY: doorKeyOf(session),
    LUYUE_MASTER_KEY_FILE: ensureMasterKey(folderOf(session)),
    LUYUE_PLAIN: 'accept',
    ...(speed === null ? {} : { LUYUE_HTTP_SPEED: speed }),
  };
}

/** What the door of an embedded stack keeps of the environment: nothing that names other services. */
const bare = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(TEMPORAL_|DATABASE_URL$|LUYUE_(?!POLICY$|HTTP_(RATE|BODY_BYTES|PATIENCE_MS)$))/.test(name)),
  );

/** Stops the HTTP door of this folder, also one that a killed `up` has left behind. Harmless where there is none. */
export const stopHttp = (session: Session): Promise<boolean> => stopProcess(folderOfHttp(session), 'http', { graceMs: 15_000 });

/** Pid of the HTTP door of this folder, if it runs. */
export const httpPid = (session: Session): number | undefined => findProcess(folderOfHttp(session), 'http')?.pid;

/** Where the log of the door is. */
export const httpLog = (session: Session): string => join(folderOfHttp(session), 'http.log');

/**
 * Starts the HTTP door as a process of its own; one left from before is replaced. Returns its address, on the port of before where it is given and free; null with `--existing`
 * where the environment names no issuer: without identity there is no door.
 * @throws LuyueError stack.failed with the end of its log.
 */
export async function startHttp(session: Session, stack: StackFile | null, speed: string | null, before?: number): Promise<string | null> {
  await stopHttp(session);
  if (stack === null && !session.env.LUYUE_HTTP_ISSUER) return null;
  const wish = portWish(session, stack !== null, Number(session.env.LUYUE_HTTP_PORT ?? usualPort), before);
  const env = stack === null ? session.env : { ...bare(session.env), ...(await embeddedEnv(session, stack, speed)) };
  const onPort = (port: number): NodeJS.ProcessEnv => ({ ...env, LUYUE_HTTP_PORT: String(port) });
  const port = await startOwn({ name: 'http', folder: folderOfHttp(session), port: 'http', env: onPort }, wish);
  return `http://127.0.0.1:${port}`;
}
