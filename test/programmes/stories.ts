import { type ProgrammeOutcome, programmeContract } from '../../domain/processes/programme/contract';
import { type Story as AnyStory, later, type StoryBook, told } from '../support/story-book';
import { programmeOf, runnable } from './driver';
import { PlayedProgramme } from './played';

/** One programme from its opening to its end. */
interface Story extends Omit<AnyStory<PlayedProgramme>, 'open'> {
  readonly outcome: ProgrammeOutcome;
}

const matter = (item: string, from = 'finding') => ({ item, line: 'claims', topic: 'slow-claim', severity: 'medium', from });

/** A month goes by: its complaints are analysed on its 24th day. */
async function month(played: PlayedProgramme, no: number, ...items: string[]): Promise<void> {
  await later(played, no * 30 + 20);
  await played.analysed(...items);
}

const year: Story = {
  name: 'year',
  about: 'four quarters: improvements opened, included, taken out and carried over, complaints analysed every month, closed by decision',
  outcome: 'completed',
  dated: true,
  goes: async (played) => {
    await played.does('addItem', 'u1', matter('alarm'));
    await played.does('addItem', 'lead1', { ...matter('letters', 'survey'), baseline: { indicator: 'letter-complaints', value: 9 } });
    await played.does('includeItem', 'u1', { item: 'order-17', case: 'improvement-17' });
    await played.does('setOrder', 'u1', { items: ['letters', 'alarm'] });
    await played.does('approveOrder', 'manager1', { decision: 'returned' });
    await played.planned('order-17', 'alarm');
    await month(played, 0);
    await month(played, 1, 'delays-7');
    await played.ends('order-17');
    await played.ends('alarm');
    await played.reviewed('continue');
    await played.planned('letters', 'delays-7');
    for (const no of [3, 4]) await month(played, no);
    await played.does('addItem', 'u1', matter('branches', 'suggestion'));
    await played.does('dropItem', 'u1', { item: 'branches' }, { ground: 'lower-priority' });
    await played.ends('delays-7', 'not-effective');
    await month(played, 5, 'delays-8');
    await played.reviewed('continue');
    // Nobody is in a hurry: the plan and an analysis come late.
    await month(played, 7);
    await played.planned('letters', 'delays-8');
    await month(played, 8);
    await played.ends('letters');
    await played.reviewed('continue');
    await played.planned('delays-8');
    for (const no of [9, 10, 11]) await month(played, no);
    await played.ends('delays-8');
    await played.ends('branches', 'withdrawn');
    await played.reviewed('close');
  },
};

const withdrawn: Story = {
  name: 'withdrawn',
  about: 'replaced by a programme of head office',
  outcome: 'withdrawn',
  goes: async (played) => {
    await later(played, 3);
    await played.does('withdraw', 'manager1', {}, { ground: 'replaced' });
  },
};

const merged: Story = {
  name: 'merged',
  about: 'two branches have one programme from now on',
  outcome: 'merged',
  goes: async (played) => {
    await later(played, 1);
    await played.does('merge', 'lead1', { into: 'programme-1' });
  },
};

const all: readonly Story[] = [year, { ...year, name: 'year-in-many-runs', settings: { continueAfter: 7 } }, withdrawn, merged];

/** The stories of the programme. */
export const programmeBook: StoryBook<PlayedProgramme> = {
  contract: programmeContract,
  runnable,
  stories: all.map((story) => ({ ...story, open: (at) => programmeOf({ at }) })),
  on: (vehicle) => new PlayedProgramme(vehicle),
};

export const stories = told(programmeBook);
