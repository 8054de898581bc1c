import { createHash } from 'node:crypto';
import type { JsonObject } from '../../domain/case/fact';
import type { Instant } from '../../domain/instant';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** The typhoon of the demo: the reference of its alarm, what it is called, where it struck (GB/T 2260), and when, as days before the first start. */
export const typhoon = { alarm: 'TF-2026-0000', event: 'TY2616', places: ['4404', '4403'], daysAgo: 2, lastedHours: 18 } as const;

/** The alarm that opens its emergency. */
export const typhoonAlarm = (firstStart: Instant): JsonObject => ({
  process: 'emergency',
  source: 'duty-phone',
  reference: typhoon.alarm,
  line: 'natural-disaster',
  branch: 'south',
  kind: 'natural-disaster',
  detectedAt: firstStart - dayMs / 24,
  occurredAt: firstStart - typhoon.daysAgo * dayMs,
  place: typhoon.places[0],
  provinces: 1,
  persons: 3200,
  description: '台风登陆珠江口，车辆、商铺和大棚大面积受损，报案激增。',
});

/** What is declared: its code, its places, and when it struck; it lasts. */
export const typhoonEvent = (firstStart: Instant): JsonObject => ({
  event: typhoon.event,
  places: [...typhoon.places],
  from: firstStart - (typhoon.daysAgo + 1) * dayMs,
  processes: ['claim', 'complaint'],
});

/** Thirty-two of those struck complain together at the counter: it belongs to the event, and is major. */
export const typhoonComplaint = (firstStart: Instant): JsonObject => ({
  process: 'complaint',
  source: 'counter',
  reference: 'TF-2026-9001',
  line: 'claims',
  branch: 'south',
  parties: [
    { id: 'complainant', role: 'representative', locale: 'zh-CN', channels: ['sms'], name: '岑秋实', phone: phoneOf(90_001) },
    { id: 'rep-1', role: 'representative', locale: 'zh-CN', channels: ['sms'], name: '区德明', phone: phoneOf(90_002) },
  ],
  kind: 'complaint',
  channel: 'counter',
  dispute: {
    insurance: 'motor',
    facts: '三十二名车主反映：台风后被淹车辆无人拖移，查勘热线打不进。',
    demand: '集中定损，先行预付拖车费用。',
  },
  joint: { complainants: 32, faceToFace: true, representatives: ['complainant', 'rep-1'] },
  place: typhoon.places[0],
  happenedAt: firstStart - typhoon.daysAgo * dayMs,
});

const families = ['陈', '林', '黄', '何', '梁', '谢', '罗', '郑', '叶', '邓'] as const;
const given = ['嘉欣', '伟文', '志明', '婉仪', '国强', '晓彤', '子轩', '丽华', '俊杰', '海燕', '浩然', '秀兰'] as const;
const counties = ['440402', '440403', '440404', '440303', '440304', '440305', '440307'] as const;

const kinds = [
  { line: 'motor', cover: 'own-damage', text: '台风中车辆被淹，无法启动。', documents: ['claim-form', 'id-card'], reserveFen: 2_600_000 },
  { line: 'property', cover: 'property', text: '商铺玻璃破碎，存货进水。', documents: ['claim-form', 'loss-list'], reserveFen: 4_800_000 },
  { line: 'motor', cover: 'own-damage', text: '树木倒伏砸中停放车辆。', documents: ['claim-form'], reserveFen: 900_000 },
  {
    line: 'agricultural',
    cover: 'crop',
    text: '大棚被吹毁，蔬菜绝收。',
    documents: ['claim-form', 'growing-proof'],
    reserveFen: 1_500_000,
  },
] as const;

const at = <L extends readonly [unknown, ...unknown[]]>(list: L, n: number): L[number] => list[n % list.length] ?? list[0];

const phoneOf = (n: number): string => `139001${String(n).padStart(5, '0')}`;

/** Documents lie elsewhere; the demo has only their names and hashes. */
const document = (reference: string, type: string): JsonObject => ({
  type,
  reference: `dms:${reference}/${type}`,
  sha256: createHash('sha256').update(`${reference}/${type}`).digest('hex'),
});

/**
 * Opening requests of claims of one typhoon, number `from` and the `count - 1` after it: the same for the same first start, so that a
 * second start of the demo finds them open. Instants in ms.
 */
export const typhoonClaims = (from: number, count: number, firstStart: Instant): readonly JsonObject[] =>
  Array.from({ length: count }, (_, index) => claimOf(from + index, firstStart));

function claimOf(n: number, firstStart: Instant): JsonObject {
  const reference = `TF-2026-${String(n).padStart(4, '0')}`;
  const kind = at(kinds, n);
  const struckAt = firstStart - typhoon.daysAgo * dayMs + (n % typhoon.lastedHours) * hourMs;
  const party = { id: 'claimant', role: 'insured', locale: 'zh-CN', channels: ['sms'], phone: phoneOf(n) };
  return {
    process: 'claim',
    source: 'app',
    reference,
    line: kind.line,
    branch: 'south',
    parties: [{ ...party, name: `${at(families, n)}${at(given, n * 7 + 3)}` }],
    lossAt: struckAt,
    place: at(counties, n),
    request: true,
    policy: { number: `PTF${String(n).padStart(6, '0')}`, from: firstStart - 200 * dayMs, to: firstStart + 165 * dayMs },
    exposures: [{ id: 'e1', cover: kind.cover, claimant: 'claimant', reserveFen: kind.reserveFen + (n % 17) * 10_000 }],
    documents: kind.documents.map((type) => document(reference, type)),
    description: kind.text,
  };
}
