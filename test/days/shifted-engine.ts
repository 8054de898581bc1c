import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../dev/cache';
import { cliModule } from '../../dev/engine-binary';
import { goInstall } from '../../dev/go-install';
import { findOnPath } from '../../dev/programs';
import { type OnProgress, reporter } from '../../dev/progress';
import { LuyueError } from '../../domain/errors';

/**
 * A Go program asks the system for the time by itself: no library that is loaded before it is asked. So the Temporal server is built
 * once more, with a package `time` that adds the seconds of FAKETIME to what `time.Now` reads; timers run on another clock and stay.
 */
const reading = '\tsec, nsec, mono := runtimeNow()\n\tif mono == 0 {';
const shiftedReading = '\tsec, nsec, mono := runtimeNow()\n\tsec += luyueShift\n\tif mono == 0 {';

const shift = `package time

import "syscall"

// luyueShift is the whole seconds of FAKETIME: "+86400", "-3600"; none where it is not set.
var luyueShift = func() (seconds int64) {
	text, _ := syscall.Getenv("FAKETIME")
	sign := int64(1)
	for _, c := range []byte(text) {
		switch {
		case c == '-':
			sign = -1
		case c >= '0' && c <= '9':
			seconds = seconds*10 + int64(c-'0')
		}
	}
	return sign * seconds
}()
`;

/** Writes the changed package beside the cache; gives the file that tells Go of it. */
function writeOverlay(folder: string, goRoot: string): string {
  const source = join(goRoot, 'src', 'time', 'time.go');
  const text = readFileSync(source, 'utf8');
  if (text.split(reading).length !== 2)
    throw new LuyueError('stack.no-engine', `${source} reads the clock in another way than the one that is shifted here`);
  mkdirSync(folder, { recursive: true });
  const overlay = join(folder, 'overlay.json');
  const files = { [source]: join(folder, 'time.go'), [join(goRoot, 'src', 'time', 'luyue_shift.go')]: join(folder, 'luyue_shift.go') };
  writeFileSync(join(folder, 'time.go'), text.replace(reading, shiftedReading));
  writeFileSync(join(folder, 'luyue_shift.go'), shift);
  writeFileSync(overlay, JSON.stringify({ Replace: files }));
  return overlay;
}

const goRootOf = (env: NodeJS.ProcessEnv): string => {
  const go = findOnPath('go', env);
  return go === undefined ? '' : spawnSync(go, ['env', 'GOROOT'], { env, encoding: 'utf8' }).stdout.trim();
};

/**
 * Folder with a `temporal` whose clock FAKETIME shifts; it goes first on PATH. Built where it is not there.
 * @throws LuyueError stack.no-engine where there is no Go, or one whose package `time` is another
 */
export async function shiftedEngine(onProgress: OnProgress, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const cache = join(cacheFolder(env), 'shifted');
  const bin = join(cache, 'bin');
  if (existsSync(join(bin, 'temporal'))) return bin;
  const goRoot = goRootOf(env);
  if (goRoot === '')
    throw new LuyueError('stack.no-engine', 'Go is not installed: the Temporal server with a shifted clock cannot be built');
  const overlay = writeOverlay(cache, goRoot);
  await goInstall({
    title: 'building the Temporal server with a clock that can be shifted',
    minutes: 8,
    packages: [cliModule],
    bin,
    cache,
    log: 'build-temporal.log',
    flags: [`-overlay=${overlay}`],
    env,
    report: reporter('engine', onProgress),
  });
  return bin;
}
