import { createHash } from 'node:crypto';
import type { Story } from '../../../dev/cast/story';
import type { JsonObject } from '../../../domain/case/fact';
import type { Instant } from '../../../domain/instant';
import { chanceOf } from '../random';

/** How many cases of each process. */
export interface Counts {
  readonly claims: number;
  readonly complaints: number;
  readonly emergencies: number;
}

/** One case of the load: what is sent to open it, and how it goes. */
export interface Opening {
  readonly process: 'claim' | 'complaint' | 'emergency';
  readonly reference: string;
  readonly request: JsonObject;
  readonly story: Story;
}

/** What openings are made from. */
interface Making {
  readonly seed: number;
  /** The beginning of the run. */
  readonly start: Instant;
  /** What a day takes: the shorter, the more clocks strike and the more is written to people. */
  readonly daySeconds: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const document = (reference: string, type: string): JsonObject => ({
  type,
  reference: `dms:${reference}/${type}`,
  sha256: createHash('sha256').update(`${reference}/${type}`).digest('hex'),
});

interface Kind {
  readonly line: string;
  readonly cover: string;
  readonly documents: readonly string[];
}

const kinds: readonly [Kind, ...Kind[]] = [
  { line: 'health', cover: 'medical', documents: ['claim-form', 'id-card', 'medical-record', 'medical-invoice'] },
  { line: 'motor', cover: 'own-damage', documents: ['claim-form', 'id-card'] },
  { line: 'property', cover: 'property', documents: ['claim-form', 'loss-list'] },
  { line: 'health', cover: 'medical', documents: ['claim-form'] },
];

const branches = ['north', 'south'] as const;

/** Phone number or mail address of a party: nobody's. */
const phoneOf = (n: number): string => `139${String(20_000_000 + n)}`;

const oneOf = <T>(list: readonly [T, ...T[]], chance: number): T => list[Math.floor(chance * list.length)] ?? list[0];

const branchOf = (chance: number): (typeof branches)[number] => oneOf(branches, chance);

function storyOf(chance: number): Story {
  if (chance < 0.6) return {};
  return chance < 0.85 ? { result: { kind: 'partial', share: 0.5 } } : { result: { kind: 'denied' } };
}

function claim({ seed, start, daySeconds }: Making, n: number): Opening {
  const reference = `CH-${seed}-C-${n}`;
  const chance = (about: string): number => chanceOf(seed, reference, about);
  const kind = oneOf(kinds, chance('kind'));
  const channels = chance('channel') < 0.8 ? ['sms'] : ['email'];
  const party = { id: 'claimant', role: 'insured', locale: 'zh-CN', channels, phone: phoneOf(n), email: `c${n}@customer.example` };
  const request = {
    source: 'chaos',
    // Compressed time is an exercise, which not everybody may open.
    actor: 'guo-yan',
    reference,
    receivedAt: start - hourMs,
    line: kind.line,
    branch: branchOf(chance('branch')),
    compressed: `1d=${daySeconds}s`,
    parties: [{ ...party, name: `王小明${n}`, account: `62220000${String(n).padStart(6, '0')}` }],
    lossAt: start - 30 * hourMs,
    request: true,
    policy: { number: `P-${n}`, from: start - 200 * dayMs, to: start + 165 * dayMs },
    exposures: [{ id: 'e1', cover: kind.cover, claimant: 'claimant', reserveFen: 10_000 + Math.floor(chance('reserve') * 900_000) }],
    documents: kind.documents.map((type) => document(reference, type)),
  };
  return { process: 'claim', reference, request, story: storyOf(chance('story')) };
}

function complaint({ seed, start, daySeconds }: Making, n: number): Opening {
  const reference = `CH-${seed}-T-${n}`;
  const chance = (about: string): number => chanceOf(seed, reference, about);
  const party = {
    id: 'complainant',
    role: 'complainant',
    locale: 'zh-CN',
    channels: ['sms'],
    name: `邢立本${n}`,
    phone: phoneOf(100_000 + n),
  };
  const request = {
    source: 'chaos',
    // Compressed time is an exercise, which not everybody may open.
    actor: 'guo-yan',
    reference,
    receivedAt: start - 2 * hourMs,
    line: oneOf(['sales', 'claims', 'service'], chance('line')),
    branch: branchOf(chance('branch')),
    compressed: `1d=${daySeconds}s`,
    parties: [party],
    kind: 'complaint',
    channel: 'hotline',
    dispute: { facts: '多次致电均答复“在流程中”，没有书面结果。', insurance: 'motor' },
  };
  return { process: 'complaint', reference, request, story: { complaint: { result: 'justified', reason: 'delayed' } } };
}

function emergency({ seed, start, daySeconds }: Making, n: number): Opening {
  const reference = `CH-${seed}-E-${n}`;
  const request = {
    source: 'chaos',
    // Compressed time is an exercise, which not everybody may open.
    actor: 'guo-yan',
    reference,
    line: 'natural-disaster',
    branch: branchOf(chanceOf(seed, reference, 'branch')),
    compressed: `1h=${Math.round(daySeconds / 4)}s`,
    kind: 'natural-disaster',
    detectedAt: start - hourMs / 2,
    occurredAt: start - hourMs,
    place: '4404',
    persons: 3200,
    provinces: 1,
  };
  return { process: 'emergency', reference, request, story: {} };
}

const many = (count: number, make: (n: number) => Opening): Opening[] => Array.from({ length: count }, (_, index) => make(index + 1));

/** The cases of a run: the same for the same seed, but for the instants, which count from its start. */
export const openingsOf = (making: Making, { claims, complaints, emergencies }: Counts): readonly Opening[] => [
  ...many(emergencies, (n) => emergency(making, n)),
  ...many(claims, (n) => claim(making, n)),
  ...many(complaints, (n) => complaint(making, n)),
];
