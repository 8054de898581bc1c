import type { Contract } from '../../domain/case/contract';
import type { OpenRequest } from '../../domain/case/opening';
import type { World } from '../../domain/case/settle';
import { openTasks } from '../../domain/case/wait-set';
import type { Instant } from '../../domain/instant';
import type { Runnable } from '../../workflows/kernel/cause';
import type { CaseSettings } from '../../workflows/kernel/engine/run';
import { minuteMs, start } from './dates';
import { MemoryRecord } from './memory';
import { MemoryVehicle, type PlayedCase, type Vehicle } from './played-case';
import { ruleWorld } from './rule-world';

/** One case from its opening to its end, in memory or on an engine. */
export interface Story<P extends PlayedCase = PlayedCase> {
  /** Word of its recorded history. */
  readonly name: string;
  readonly about: string;
  /** The opening, for a case that is received at an instant. */
  readonly open: (at: Instant) => OpenRequest;
  readonly outcome: string;
  readonly goes: (played: P) => Promise<void>;
  /** It depends on the date: on an engine it begins on the same day of a year with the same leap years around it. */
  readonly dated?: true;
  /** How it runs on an engine: continued as new after so many transitions. */
  readonly settings?: CaseSettings;
}

/** The stories of a process: together they use every act and reach every outcome. */
export interface StoryBook<P extends PlayedCase = PlayedCase> {
  readonly contract: Contract;
  readonly runnable: Runnable;
  readonly stories: readonly Story<P>[];
  /** The words in which this process is played. */
  readonly on: (vehicle: Vehicle) => P;
  readonly world?: World;
}

/** A story that any process tells: its words are kept inside. */
export interface ToldStory extends Omit<Story, 'goes'> {
  readonly process: string;
  readonly runnable: Runnable;
  readonly world: World;
  readonly plays: (vehicle: Vehicle) => Promise<PlayedCase>;
}

/** The stories of a book in a form in which those of several processes stand side by side. */
export function told<P extends PlayedCase>({ contract, runnable, stories, on, world = ruleWorld() }: StoryBook<P>): readonly ToldStory[] {
  return stories.map(({ goes, ...story }) => ({
    ...story,
    process: contract.name,
    runnable,
    world,
    plays: async (vehicle) => {
      const played = on(vehicle);
      await goes(played);
      return played;
    },
  }));
}

/** So many days after the beginning, and some minutes: no limit ends there, so that milliseconds of an engine do not matter. */
export const later = (played: PlayedCase, days: number): Promise<void> =>
  played.until(played.start + days * 24 * 60 * minuteMs + 37 * minuteMs);

/** Plays a story to its end in memory. An act takes a second, as it takes some time on an engine. */
export async function play({ process, name, runnable, world, open, plays }: ToldStory): Promise<PlayedCase> {
  const vehicle = new MemoryVehicle(runnable, new MemoryRecord(world), `${process}-${name}`, start);
  await vehicle.open(open(start));
  vehicle.actMs = 1000;
  return plays(vehicle);
}

export const stillOpen = (played: PlayedCase): readonly string[] => openTasks(played.state).map((t) => t.name);
