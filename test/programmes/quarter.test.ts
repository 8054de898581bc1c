import type { JsonObject } from '../../domain/case/fact';
import { figuresOf, itemIn, quarterOf } from '../../domain/processes/programme/view';
import { cst, given, matter, type ProgrammeDriver } from './driver';

const refusedFor = (reason: RegExp) => ({ act: 'act.refused', detail: expect.stringMatching(reason) });
const finding = (item: string): JsonObject => ({ ...matter(item), from: 'finding' });
const analysis = (period: string, items: JsonObject[] = []): JsonObject => ({ period, complaints: 4, causes: [], items });

describe('items of a programme', () => {
  it('wait for the plan of the quarter; approved, each becomes an improvement of its own', async () => {
    const played = await given();
    await played.does('addItem', 'u1', { ...finding('alarm'), baseline: { indicator: 'late-claims', value: 12 } });
    await played.does('addItem', 'u1', finding('letters'));
    expect(played.state.children).toEqual({});
    await played.planned('alarm');
    expect(played.record.events.flatMap(({ fact }) => (fact.kind === 'child-requested' ? [fact] : []))).toMatchObject([
      {
        name: 'alarm',
        process: 'improvement',
        line: 'claims',
        branch: 'north',
        content: { from: 'finding', topic: 'slow-claim', severity: 'medium', baseline: { indicator: 'late-claims', value: 12 } },
      },
    ]);
  });

  it('that come while the quarter runs begin at once', async () => {
    const played = await given();
    await played.planned();
    await played.does('addItem', 'u1', finding('alarm'));
    expect(played.state.children.alarm?.status).toBe('requested');
  });

  it('may be improvements that exist: they are followed, linked, and their end is heard', async () => {
    const played = await given();
    await played.does('includeItem', 'u1', { item: 'order-17', case: 'improvement-17' });
    await played.planned('order-17');
    expect(played.state.children['order-17']).toMatchObject({ case: 'improvement-17', followed: true });
    expect(played.state.links).toContainEqual({ to: 'improvement-17', as: 'item' });
    await played.ends('order-17', 'effective');
    expect(played.saidOf('programme-item-ended')).toEqual({ item: 'order-17', outcome: 'effective' });
    const again = played.tries('includeItem', 'u1', { item: 'once-more', case: 'improvement-17' });
    await expect(again).resolves.toMatchObject(refusedFor(/already, as 'order-17'/));
  });

  it('that could not be opened have ended too, once', async () => {
    const played = await given();
    await played.planned();
    await played.does('addItem', 'u1', finding('alarm'));
    await played.hears('alarm', 'refused');
    await played.analysed();
    expect(played.told.filter((t) => t.template === 'programme-item-ended').map((t) => t.data)).toEqual([
      { item: 'alarm', outcome: 'refused' },
    ]);
    expect(itemIn(played.state, 'alarm')?.endedIn).toBe('2026-Q3');
  });

  it('are planned once, known, not taken out and not ended', async () => {
    const played = await given();
    for (const item of ['a', 'b']) await played.does('addItem', 'u1', finding(item));
    await played.does('dropItem', 'u1', { item: 'b' }, { ground: 'lower-priority' });
    const order = (...items: string[]) => played.tries('setOrder', 'u1', { items });
    await expect(order('a', 'a')).resolves.toMatchObject(refusedFor(/twice/));
    await expect(order('c')).resolves.toMatchObject(refusedFor(/no item 'c'/));
    await expect(order('b')).resolves.toMatchObject(refusedFor(/taken out/));
    await expect(played.tries('addItem', 'u1', finding('a'))).resolves.toMatchObject(refusedFor(/id of its own/));
    await played.planned('a');
    await played.ends('a');
    await expect(played.tries('dropItem', 'u1', { item: 'a' }, { ground: 'lower-priority' })).resolves.toMatchObject(
      refusedFor(/has ended/),
    );
  });

  it('taken out need a ground; an improvement that was opened goes on by itself', async () => {
    const played = await given();
    await played.planned();
    await played.does('addItem', 'u1', finding('a'));
    await expect(played.tries('dropItem', 'u1', { item: 'a' })).resolves.toMatchObject({ act: 'ground.missing' });
    await played.does('dropItem', 'u1', { item: 'a' }, { ground: 'done-elsewhere' });
    expect(played.state.children.a?.status).toBe('requested');
    expect(figuresOf(played.state).open).toBe(0);
  });
});

describe('an analysis of complaints', () => {
  it('opens improvements at once, also before the plan of the quarter', async () => {
    const played = await given();
    await played.analysed('delays');
    expect(played.state.stage).toBe('prioritise');
    expect(played.record.events.flatMap(({ fact }) => (fact.kind === 'child-requested' ? [fact.content] : []))).toEqual([
      { from: 'complaint', topic: 'slow-claim', severity: 'medium' },
    ]);
    expect(played.state.notes['causes:2026-07']).toEqual({ complaints: 7, causes: { 'slow-claim': 3 } });
  });

  it('is of a month that has begun, once', async () => {
    const played = await given();
    const tries = (period: string, items: JsonObject[] = []) => played.tries('analyseComplaints', 'u1', analysis(period, items));
    await expect(tries('2026-08')).resolves.toMatchObject(refusedFor(/has not begun/));
    await expect(tries('2026-07', [matter('a'), matter('a')])).resolves.toMatchObject(refusedFor(/id 'a'/));
    await expect(tries('2026-07')).resolves.toBe('written');
    await expect(tries('2026-07')).resolves.toMatchObject(refusedFor(/analysed already/));
  });
});

describe('a quarter', () => {
  const running = async (): Promise<ProgrammeDriver> => {
    const played = await given();
    for (const item of ['a', 'b', 'c']) await played.does('addItem', 'u1', finding(item));
    await played.planned('b', 'a', 'c');
    return played;
  };

  it('is planned by one person and approved by another; returned, it is planned again', async () => {
    const played = await given();
    await played.does('setOrder', 'u1', { items: [] });
    const approve = (actor: string, decision = 'approved', options = {}) => played.tries('approveOrder', actor, { decision }, options);
    await expect(approve('u1')).resolves.toMatchObject({ act: 'actor.four-eyes' });
    await expect(approve('u2', 'approved', { onBehalfOf: 'u1' })).resolves.toMatchObject({ act: 'actor.four-eyes' });
    await expect(approve('manager1', 'returned')).resolves.toBe('written');
    expect(played.tasks).toContain('setOrder');
  });

  it('is not reviewed before it has ended', async () => {
    const played = await running();
    await played.until(cst('2026-10-01') - 1);
    await expect(played.tries('holdReview', 'u1')).resolves.toMatchObject(refusedFor(/has not ended/));
    await played.until(cst('2026-10-01'));
    await expect(played.tries('holdReview', 'u1')).resolves.toBe('written');
  });

  it('is reviewed with what ended in it, and decided on by somebody else', async () => {
    const played = await running();
    await played.ends('a', 'effective');
    await played.ends('b', 'not-effective');
    await played.until(cst('2026-10-02T10:00'));
    await played.does('holdReview', 'u1');
    expect(played.saidOf('programme-reviewed')).toEqual({ quarter: '2026-Q3', open: 1, ended: 2, effective: 1 });
    await expect(played.tries('decideQuarter', 'u1', { decision: 'close' })).resolves.toMatchObject({ act: 'actor.four-eyes' });
  });

  it('rolls over to the next one: open items are carried over, ended ones are counted where they ended', async () => {
    const played = await running();
    await played.ends('a');
    await played.reviewed('continue');
    expect(played.state).toMatchObject({ status: 'open', stage: 'prioritise' });
    expect(quarterOf(played.state)).toBe('2026-Q4');
    expect(played.saidOf('programme-continued')).toEqual({ quarter: '2026-Q4', carried: 2 });
    expect(figuresOf(played.state)).toEqual({ open: 2, ended: 0, effective: 0 });
    await expect(played.tries('setOrder', 'u1', { items: ['a'] })).resolves.toMatchObject(refusedFor(/has ended/));
    await played.planned('c', 'b');
    await played.reviewed('continue');
    expect(quarterOf(played.state)).toBe('2027-Q1');
  });

  it('is the last one by decision: nothing runs any more, open improvements go on by themselves', async () => {
    const played = await running();
    await played.reviewed('close');
    expect(played.state).toMatchObject({ status: 'closed', outcome: 'completed' });
    expect(played.saidOf('programme-closed')).toEqual({ outcome: 'completed', open: 3 });
    expect(Object.values(played.state.clocks).filter((clock) => clock.state === 'running')).toEqual([]);
  });
});

describe('a year of a programme', () => {
  it('keeps every limit of four quarters and twelve analyses, and loses nothing when everything is forgotten', async () => {
    // Holidays of all of 2025 are known.
    const played = await given({ at: cst('2025-01-06T10:00') });
    for (const quarter of [1, 2, 3, 4]) {
      await played.does('addItem', 'u1', finding(`item-${quarter}`));
      await played.planned(...[1, 2, 3, 4].filter((no) => no === quarter || no === quarter - 1).map((no) => `item-${no}`));
      for (const month of [1, 2, 3]) {
        await played.until(Date.parse(`2025-${String((quarter - 1) * 3 + month).padStart(2, '0')}-24T10:00:00+08:00`));
        await played.analysed();
        await played.vehicle.forget();
      }
      if (quarter > 1) await played.ends(`item-${quarter - 1}`);
      await played.reviewed(quarter === 4 ? 'close' : 'continue');
    }
    const facts = played.record.events.map((e) => e.fact);
    const met = (rule: string) => facts.flatMap((fact) => (fact.kind === 'clock-met' && fact.clock.startsWith(rule) ? [fact.inTime] : []));
    expect(met('improve-complaint-root-cause')).toEqual(Array.from({ length: 12 }, () => true));
    for (const rule of ['prioritise', 'approval', 'review', 'decision']) expect(met(`programme-${rule}`)).toEqual([true, true, true, true]);
    expect(facts.filter((fact) => fact.kind === 'rung' && fact.rung.kind === 'breach')).toEqual([]);
    const figures = ['Q1', 'Q2', 'Q3', 'Q4'].map((q) => played.state.notes[`review:2025-${q}`]);
    expect(figures).toEqual([
      { open: 1, ended: 0, effective: 0 },
      { open: 1, ended: 1, effective: 1 },
      { open: 1, ended: 1, effective: 1 },
      { open: 1, ended: 1, effective: 1 },
    ]);
  });
});
