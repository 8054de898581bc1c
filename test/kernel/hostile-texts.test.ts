import type { ActRequest } from '../../domain/case/act';
import { card } from '../../domain/case/card';
import type { JsonObject } from '../../domain/case/fact';
import { checkShape } from '../../domain/case/guard';
import { isObject } from '../../domain/case/json';
import { labelsOf } from '../../domain/case/labels';
import type { OpenRequest } from '../../domain/case/opening';
import { lengthInAddress, mostInAddress, plainText } from '../../domain/markdown';
import { stories } from '../stories';
import { start } from '../support/dates';
import { hostileLines, hostileTexts, notOneLine, unstorable, withTexts } from '../support/hostile';
import { structureOf } from '../support/markdown';
import { MemoryRecord } from '../support/memory';
import { MemoryVehicle, type Vehicle } from '../support/played-case';
import type { ToldStory } from '../support/story-book';

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** Ordinary words that take as much room as a text does on the card. */
const harmless = (text: string): string => 'x'.repeat(bytes(plainText(text)));

/** Texts in turn; the same turn for both casts. */
function inTurn(dress: (text: string) => string, from: number) {
  let n = from;
  return (most: number): string => {
    n += 1;
    const list = most > 500 ? hostileTexts : hostileLines;
    return [...dress([...(list[n % list.length] ?? '')].slice(0, most).join(''))].slice(0, most).join('');
  };
}

const dressed = (runnable: ToldStory['runnable'], act: string, payload: JsonObject, next: (most: number) => string): JsonObject => {
  const value = withTexts(runnable.guards[act], payload, next);
  return isObject(value) ? value : payload;
};

/** Plays a story with other texts in everything that is sent; the card after each act, and the labels. */
async function cardsOf(story: ToldStory, dress: (text: string) => string, from: number): Promise<readonly string[]> {
  const { runnable, world, process, name, plays } = story;
  const { contract } = runnable.process;
  const next = inTurn(dress, from);
  const vehicle = new MemoryVehicle(runnable, new MemoryRecord(world), `${process}-${name}`, start);
  const usual = story.open(start);
  const open: OpenRequest = { ...usual, reference: next(120), content: dressed(runnable, 'open', usual.content, next) };
  await vehicle.open(open);
  vehicle.actMs = 1000;
  const { summary, details } = labelsOf(contract, open);
  const seen = [summary, details, card(vehicle.state, contract, 'zh')];
  const spied: Vehicle = {
    id: vehicle.id,
    record: vehicle.record,
    get state() {
      return vehicle.state;
    },
    get now() {
      return vehicle.now;
    },
    until: (at) => vehicle.until(at),
    act: async (act, actor, payload, options: Partial<ActRequest>) => {
      const answer = await vehicle.act(act, actor, dressed(runnable, act, payload, next), options);
      seen.push(card(vehicle.state, contract, 'zh'), card(vehicle.state, contract, 'en'));
      return answer;
    },
  };
  await plays(spied);
  await spied.act('addTask', 'u1', { title: 'x', role: 'handler' }, {});
  return seen;
}

const told = stories.filter(
  (story, i) => stories.findIndex((other) => other.outcome === story.outcome && other.process === story.process) === i,
);

describe('hostile texts in every free text of openings and acts', () => {
  it.each(told.map((story, i) => [story.process, story.name, story, i * 5] as const))(
    'leave the cards of %s "%s" as ordinary words do: rows, columns, links',
    async (_process, _name, story, from) => {
      const hostile = await cardsOf(story, (text) => text, from);
      const ordinary = await cardsOf(story, harmless, from);
      expect(hostile.map(structureOf)).toEqual(ordinary.map(structureOf));
      // The UI passes each of them through an address, and a proxy refuses a long one.
      for (const text of [...hostile, ...ordinary]) expect(lengthInAddress(text)).toBeLessThanOrEqual(mostInAddress);
    },
  );
});

describe('the title of a task', () => {
  const [story] = stories;
  const titled = async (title: string): Promise<string> => {
    if (story === undefined) return '';
    const vehicle = new MemoryVehicle(story.runnable, new MemoryRecord(story.world), 'claim-1', start);
    await vehicle.open(story.open(start));
    await vehicle.act('addTask', 'u1', { title, role: 'handler' }, {});
    return card(vehicle.state, story.runnable.process.contract, 'en');
  };

  it.each(hostileLines)('%s stands on no card: the UI writes into its log what it draws', async (title) => {
    expect(await titled(title)).toEqual(await titled('x'));
  });

  it('stands there where it is a code of ours', async () => {
    expect(await titled('fraud-confirmed')).toContain('Complete a task fraud-confirmed');
  });
});

describe('a text on a card', () => {
  const cell = (text: string): string => `| ${text} | b |`;

  it.each(hostileLines)('%s changes nothing but its words', (text) => {
    expect(structureOf(cell(plainText(text)))).toEqual(structureOf(cell(harmless(text))));
  });

  it('is seen to change the card where it is not made harmless', () => {
    for (const text of ['| a |', '[x](y)', '<b>', '**x**', 'https://evil.example'])
      expect(structureOf(cell(text))).not.toEqual(structureOf(cell('x')));
  });

  it('is read as it was written once its escapes are taken away', () => {
    const shown = plainText('a|b [c](d) <e> *f* \\ `g`').replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
    expect(shown).toContain('a|b [c](d) <e> *f* \\ `g`');
  });
});

describe('a text', () => {
  const guards = stories[0]?.runnable.guards ?? {};
  const shape = (act: string, payload: JsonObject) => checkShape(guards[act] ?? {}, payload);

  it.each(notOneLine)('of one line does not hold %j', (title) => {
    expect(shape('addTask', { title })).toMatch(/^\/title: must match/);
  });

  it.each(unstorable)('does not hold %j', (text) => {
    expect(shape('comment', { text })).toMatch(/^\/text: must match/);
  });

  it.each(hostileTexts)('may be %j', (text) => {
    expect(shape('comment', { text })).toBeNull();
  });

  it.each(hostileLines)('of one line may be %j', (title) => {
    expect(shape('addTask', { title })).toBeNull();
  });
});
