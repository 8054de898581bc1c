import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LuyueError } from '../domain/errors';
import { cacheFolder } from './cache';
import { withLock } from './lock';
import { askVersion, findOnPath, runLongStep } from './programs';
import { type OnProgress, type Report, reporter } from './progress';
import { downloadSdkTool, findSdkTool, sdkTestServer } from './sdk-download';

const serverVersion = '1.38.0';
/** The grpc that this server is built with; a second version beside it breaks it. */
const grpcVersion = '1.76.0';
/** Keeps the server from complaining that it has nowhere to log to. */
const slf4jVersion = '1.7.36';

const pom = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>luyue</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${serverVersion}</version></dependency>
    <dependency><groupId>io.grpc</groupId><artifactId>grpc-netty-shaded</artifactId><version>${grpcVersion}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>${slf4jVersion}</version></dependency>
  </dependencies>
</project>
`;

/** Started with the port as its argument, as the SDK starts its own. */
const script = `#!/bin/sh
folder=$(dirname "$(readlink -f "$0")")
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -cp "$folder/lib/*" io.temporal.testserver.TestServer "$@"
`;

const builtPath = (cache: string): string => join(cache, `test-server-${serverVersion}`, 'test-server');

/** The time-skipping test server that is on this machine already. */
export const findTestServer = (env: NodeJS.ProcessEnv = process.env): string | undefined => {
  const cache = cacheFolder(env);
  const built = builtPath(cache);
  return findSdkTool(sdkTestServer, cache) ?? (existsSync(built) && findOnPath('java', env) ? built : undefined);
};

/**
 * Path of an executable for `createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`: found, or
 * downloaded by the SDK where its site answers, or put together from Maven Central (Java 17 and Maven; 37 MB, once).
 * @throws LuyueError stack.failed naming what is missing.
 */
export const prepareTestServer = async (onProgress?: OnProgress, env: NodeJS.ProcessEnv = process.env): Promise<string> => {
  const found = findTestServer(env);
  if (found) return found;
  const cache = cacheFolder(env);
  const report = reporter('test-server', onProgress);
  const refused = (reason: string) => report('starting', reason);
  const obtain = async () =>
    findTestServer(env) ?? (await downloadSdkTool(sdkTestServer, cache, env, refused)) ?? (await assemble(cache, env, report));
  return withLock(join(cache, 'test-server.lock'), obtain, (pid) => report('waiting', `process ${pid} is getting the test server`));
};

/** Put together aside and moved into place whole. */
const assemble = async (cache: string, env: NodeJS.ProcessEnv, report: Report): Promise<string> => {
  const mvn = findOnPath('mvn', env);
  const java = findOnPath('java', env);
  if (!mvn || !java || !askVersion(java, ['-version'], env)) {
    throw new LuyueError('stack.failed', 'the time-skipping test server needs Java 17 and Maven on PATH, or the SDK download site');
  }
  const path = builtPath(cache);
  const making = join(cache, `test-server-${serverVersion}.new`);
  const logFile = join(cache, 'build-test-server.log');
  report('building', `getting the time-skipping server from Maven: about 20 seconds, once; log ${logFile}`);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  writeFileSync(join(making, 'pom.xml'), pom);
  const args = ['-B', '-q', '-f', join(making, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${join(making, 'lib')}`];
  await runLongStep({ title: 'getting the time-skipping server', command: mvn, args, env, logFile, report });
  writeFileSync(join(making, 'test-server'), script);
  chmodSync(join(making, 'test-server'), 0o755);
  rmSync(join(path, '..'), { recursive: true, force: true });
  renameSync(making, join(path, '..'));
  report('ready', path);
  return path;
};
