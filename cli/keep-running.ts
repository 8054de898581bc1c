import { setTimeout as sleep } from 'node:timers/promises';
import { LuyueError } from '../domain/errors';
import type { Language } from '../domain/words';

/** A process that `up` has started. */
export interface KeptProcess {
  readonly name: string;
  readonly logFile: string;
  readonly runs: () => boolean;
  /** Null: it cannot be started again while the others run on. Throws LuyueError stack.failed. */
  readonly restart: (() => Promise<unknown>) | null;
}

export interface KeepOptions {
  readonly language: Language;
  readonly note: (text: string) => void;
  readonly signal: AbortSignal;
  readonly everyMs?: number;
  /** Waits before it is started again, the last of them for every further time. */
  readonly waitsMs?: readonly number[];
}

const words = {
  zh: {
    ended: '已意外结束，日志',
    again: '正在重新启动',
    runs: '已重新启动',
    failed: '未能启动',
    alone: '请按 Ctrl-C 停止后重新 luyue up',
  },
  en: {
    ended: 'has ended unexpectedly; its log',
    again: 'starting it again',
    runs: 'runs again',
    failed: 'did not start',
    alone: 'stop with Ctrl-C and start anew',
  },
} as const;

/** Somebody who has run for so long is not the one who keeps failing. */
const soundMs = 120_000;

async function revive(part: KeptProcess, { language, note }: KeepOptions): Promise<void> {
  const t = words[language];
  try {
    await part.restart?.();
    note(`${part.name}: ${t.runs}`);
  } catch (error) {
    if (!(error instanceof LuyueError)) throw error;
    note(`${part.name}: ${t.failed}: ${error.message}`);
  }
}

/** Watches one process until it is over: says that it has ended, and starts it again, later each time that it does not last. */
async function keep(part: KeptProcess, options: KeepOptions): Promise<void> {
  const { signal, note, language, everyMs = 2_000, waitsMs = [0, 2_000, 10_000, 30_000, 60_000] } = options;
  const t = words[language];
  const pause = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal }).catch(() => undefined);
  for (let [tries, told, since] = [0, false, performance.now()]; !signal.aborted; await pause(everyMs)) {
    if (part.runs()) {
      if (performance.now() - since > soundMs) tries = 0;
      told = false;
      continue;
    }
    if (!told) note(`${part.name}: ${t.ended} ${part.logFile}; ${part.restart === null ? t.alone : t.again}`);
    told = true;
    if (part.restart === null) continue;
    await pause(waitsMs[Math.min(tries++, waitsMs.length - 1)] ?? 0);
    if (!signal.aborted) await revive(part, options);
    since = performance.now();
  }
}

/** Watches processes until the signal comes. */
export const keepRunning = async (parts: readonly KeptProcess[], options: KeepOptions): Promise<void> => {
  await Promise.all(parts.map((part) => keep(part, options)));
};
