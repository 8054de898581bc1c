import { boardIdOf } from '../../domain/board/board';
import type { BoardCount } from '../../domain/board/figures';
import { savedViews, viewPath } from '../../domain/board/saved-views';
import { writeBoard } from '../../domain/board/write';
import { searchAttributes } from '../../domain/case/attributes';
import { lengthInAddress, mostInAddress } from '../../domain/markdown';
import { contractOf, contracts } from '../../domain/processes/contracts';

const asOf = Date.UTC(2026, 8, 1, 1);

const figures = (over: Partial<BoardCount> = {}): BoardCount => ({
  asOf,
  open: 12,
  breached: 3,
  urgent: 0,
  nobody: 1,
  needsManager: 2,
  drills: 1,
  pausedLong: 1,
  received: 4,
  stages: [
    { process: 'claim', stage: 'pay', open: 2, bands: { ok: 2 } },
    { process: 'claim', stage: 'documents', open: 10, bands: { breached: 3, warn: 7 } },
  ],
  teams: [{ team: 'motor-north', open: 12, breached: 3, people: 2, oldestAt: asOf }],
  dueSoon: 1,
  due: [{ case: 'claim-abc', number: 7, process: 'claim', stage: 'pay', team: 'motor-north', at: asOf }],
  oldest: [],
  events: [{ event: 'TY2611', open: 5, received: 5 }],
  promises: { open: 1, kept: 2, broken: 3 },
  recordsOpen: 13,
  engineOpen: 13,
  ...over,
});

const board = (over: Partial<BoardCount> = {}, process: string | null = 'claim', language: 'zh' | 'en' = 'zh') =>
  writeBoard({ process, contracts, language }, figures(over));

/** As much as a board can have, with the longest codes. */
function largest(process: string | null): Partial<BoardCount> {
  const bands = { breached: 1234, urgent: 1234, warn: 1234, paused: 123, ok: 999 };
  const all = Object.values(contracts);
  const rows = process === null ? all.map(({ name }) => ({ process: name, stage: null })) : stagesOf(process);
  const listed = Array.from({ length: 5 }, (_, n) => ({
    case: `emergency-drill-abcdefghijklmno${n}`,
    number: 123_456 + n,
    process: process ?? 'improvement',
    stage: 'measures',
    team: 'x',
    at: asOf,
  }));
  return {
    missingYears: [2027],
    open: 12_345,
    breached: 1234,
    urgent: 1234,
    needsManager: 1234,
    drills: 12,
    stages: rows.map((row) => ({ ...row, open: 12_345, bands })),
    teams: Array.from({ length: 40 }, (_, n) => ({
      team: `motor-of-the-north-east-${n}`,
      open: 1234,
      breached: 123,
      people: 9,
      oldestAt: asOf,
    })),
    due: listed,
    oldest: listed,
    events: Array.from({ length: 5 }, (_, n) => ({ event: `TY2611-${'X'.repeat(30)}-${n}`, open: 1234, received: 123 })),
  };
}

const stagesOf = (process: string) => Object.keys(contractOf(process)?.stages ?? {}).map((stage) => ({ process, stage }));

const list = (conditions: string) =>
  `(namespaces/{namespace}/workflows?query=ExecutionStatus='Running'+AND+WorkflowType='claim'${conditions}+AND+Drill+IS+NULL)`;

describe('a board', () => {
  it('says which it is and of when its figures are', () => {
    expect(board()).toMatch(/^\*\*.+ · 看板\*\* · 数据截至 2026-09-01 09:00/);
    expect(board({}, null)).toMatch(/^\*\*全部流程 · 看板\*\*/);
  });

  it('has a link at each figure that leads to its cases, and none at a nought', () => {
    expect(board()).toContain(`[3]${list("+AND+SlaBand='breached'")}`);
    expect(board()).toContain(`[2]${list('+AND+NeedsManager=true')}`);
    expect(board()).toContain(`[5]${list("+AND+EventCode='TY2611'")}`);
    expect(board()).not.toContain(list("+AND+SlaBand='urgent'"));
  });

  it('has the stages in the order of the contract, in words', () => {
    const { documents, pay } = contracts.claim.stages;
    const text = board();
    expect(text.indexOf(`|${documents.zh}`)).toBeGreaterThan(0);
    expect(text.indexOf(`|${documents.zh}`)).toBeLessThan(text.indexOf(`|${pay.zh}`));
  });

  it('says that engine and records agree, and turns red where they differ', () => {
    expect(board()).toContain('13 / 13 · 一致');
    expect(board()).not.toContain('✖');
    expect(board({ engineOpen: 12 })).toContain('12 / 13 · ✖ 不一致');
    expect(board({ engineOpen: null })).toContain('? / 13 · 引擎未答');
  });

  it('leads to every other board of the contracts, with cases or without', () => {
    const stages = [{ process: 'claim', stage: null, open: 2, bands: { ok: 2 } }];
    for (const process of Object.keys(contracts)) expect(board({ stages }, null)).toContain(`/workflows/${boardIdOf(process)})`);
    expect(board()).toContain('/workflows/board-all)');
  });

  it('speaks English', () => {
    expect(board({}, null, 'en')).not.toMatch(/[\u4e00-\u9fff]/);
    expect(board({}, null, 'en')).toContain('Promises (30 days): open 1 · kept 2 · broken 3');
  });

  it('says which holiday data is missing and how it is loaded, and nothing of it where none is', () => {
    expect(board({ missingYears: [2027] })).toContain('缺少 2027 年节假日数据');
    expect(board({ missingYears: [2027] }, null, 'en')).toContain('load it: luyue calendar add FILE');
    for (const complete of [board(), board({ missingYears: [] })]) expect(complete).not.toContain('节假日');
  });

  it('that has not looked yet says so', () => {
    expect(writeBoard({ process: null, contracts, language: 'en' }, null)).toContain('Reading the records');
  });

  it('says the same at each of its figures as the list it leads to: no link ends with a quote, which the UI takes for a title', () => {
    for (const language of ['zh', 'en'] as const) {
      const text = [null, ...Object.keys(contracts)].map((process) => board(largest(process), process, language)).join('\n');
      expect(text.match(/\]\([^)]+\)/g)?.length).toBeGreaterThan(60);
      expect(text).not.toMatch(/\]\([^)]*['"]\)/);
    }
  });

  it.each([null, ...Object.keys(contracts)])('of %s fits into an address however much there is, and keeps its first table', (process) => {
    for (const language of ['zh', 'en'] as const) {
      const text = board(largest(process), process, language);
      expect(lengthInAddress(text)).toBeLessThanOrEqual(mostInAddress);
      expect(text).toContain(`[12345](`);
      expect(text).toMatch(language === 'zh' ? /承诺（近 30 天）/ : /Promises \(30 days\)/);
    }
  });

  it('fits where there are four hundred stages and every word is long', () => {
    const stages = Array.from({ length: 400 }, (_, n) => ({
      process: 'claim',
      stage: `阶段${'长'.repeat(20)}${n}`,
      open: 9,
      bands: { breached: n },
    }));
    const text = board({ ...largest('claim'), stages });
    expect(lengthInAddress(text)).toBeLessThanOrEqual(mostInAddress);
    expect(text).toContain('长399');
  });

  it('has short tables however many teams there are, and says how many more', () => {
    const teams = Array.from({ length: 40 }, (_, n) => ({ team: `team-${n}`, open: 1, breached: 0, people: 1, oldestAt: asOf }));
    expect(board({ teams })).toContain('… 另有 30');
  });
});

describe('the saved views', () => {
  const views = savedViews({ now: asOf, team: 'motor-north', event: 'TY2611' });

  it('filter by attributes that exist, and each has a name of its own in both languages', () => {
    const known = new Set<string>([...Object.keys(searchAttributes), 'ExecutionStatus']);
    const named = views.flatMap(({ query }) => query.replaceAll(/'[^']*'/g, '').match(/\b[A-Z][a-z]\w+/g) ?? []);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    for (const language of ['zh', 'en'] as const) expect(new Set(views.map(({ title }) => title[language])).size).toBe(views.length);
  });

  it('are links that install the view in the browser', () => {
    const [first] = views;
    if (first === undefined) throw new Error('no view');
    expect(viewPath(first, 'en', 'luyue')).toBe(
      "namespaces/luyue/workflows?query=ExecutionStatus='Running'+AND+NeedsManager=true+AND+Team='motor-north'+AND+Drill+IS+NULL&savedQuery=Needs+a+manager",
    );
  });

  it('of one team hold only its cases, and a value can end no quote', () => {
    expect(views.filter(({ title }) => title.en !== 'Exercises').every(({ query }) => query.includes("Team='motor-north'"))).toBe(true);
    expect(savedViews({ now: asOf, team: "x' OR Kind='" })[0]?.query).toContain("Team='x OR Kind='");
  });
});
