import { card } from '../../domain/case/card';
import type { Instant } from '../../domain/instant';
import { lengthInAddress, mostInAddress } from '../../domain/markdown';
import { hourMs } from '../support/dates';
import { officeContract, openOffice } from './office';

const show = async (work: (c: Awaited<ReturnType<typeof openOffice>>) => Promise<unknown>, open = {}) => {
  const opened = await openOffice(open);
  await work(opened);
  return card(opened.state, officeContract, 'zh');
};

/** The text with cells as they are read: without their padding. */
const cells = (text: string): string => text.replaceAll(/\s*\|/g, ' |');

describe('the case card', () => {
  it('names the cases that this one is tied to, as links, with how they stand', async () => {
    const text = await show(async (c) => {
      await c.act('branchOut', 'u1', { name: 'fire' });
      await c.act('childReported', 'system:case.office-x', { name: 'fire', status: 'closed', outcome: 'done' });
    });
    const link = '[office-of-office-1-fire](namespaces/{namespace}/workflows/office-of-office-1-fire)';
    expect(text).toContain(`- 另立: ${link} · fire · 已结案 (done)`);
  });

  it('says which event the case belongs to, and what a bulk act has reached', async () => {
    const text = await show(async (c) => {
      await c.act('joinEvent', 'lead1', { event: 'TY2611' });
      await c.act('spread', 'u1', { bulk: 'tag', event: 'TY2611' });
      await c.act('bulkReported', 'system:bulk', { bulk: 'tag', done: 7, refused: 1 });
    });
    expect(text).toContain('所属事件: **TY2611**');
    expect(text).toContain('批量 tag: 完成 7，未成 1');
  });

  it('of an exercise says so before anything else', async () => {
    const text = await show(async () => undefined, { drill: true });
    expect(text.startsWith('**演练 DRILL**')).toBe(true);
  });

  it('shows the nearest due first', async () => {
    const text = await show(async () => undefined);
    const places = ['投诉答复内部目标', '简单投诉处理', '溯源整改'].map((title) => text.indexOf(title));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('fits into an address whatever the case is full of, and says how much more there is', async () => {
    const until = (c: { readonly now: Instant }) => c.now + hourMs;
    const text = await show(async (c) => {
      for (let n = 0; n < 60; n++) {
        await c.act('plan', 'u1', { part: `part-of-the-whole-${n}` });
        await c.act('branchOut', 'u1', { name: `a-case-of-its-own-${n}` });
        await c.act('promise', 'u1', { topic: 'visit', to: 'claimant', dueAt: until(c) });
      }
    });
    expect(lengthInAddress(text)).toBeLessThanOrEqual(mostInAddress);
    expect(text).toContain('\n… +53');
    expect(text).toContain('- … +54');
  });

  it('fits into an address also where the words are long', async () => {
    const text = await show(async (c) => {
      for (let n = 0; n < 30; n++) await c.act('branchOut', 'u1', { name: `case-${n}-${'x'.repeat(90)}` });
    });
    expect(lengthInAddress(text)).toBeLessThanOrEqual(mostInAddress);
  });

  it('says on whom the case waits and since when, in words', async () => {
    const text = await show(async (c) => {
      await c.act('plan', 'u1', { part: 'roof' });
    });
    expect(text).toContain('**环节: 办理** (第 1 步，共 1 步) · 等待: **员工** 核赔人@team 自 2026-09-01 09:00 · 紧急度 25');
    expect(cells(text)).toContain('做完 (roof) |u1 |2026-09-01 09:00');
  });

  it('says what is due next, under which rule and calendar version, and ends a day at 24:00', async () => {
    const text = await show(async () => undefined);
    expect(text).toMatch(/下一到期: \*\*\d{4}-\d\d-\d\d 24:00\*\* .+ · \*\*正常\*\* \(规则 complaint-[a-z-]+@\S+, 日历 CN@/);
  });

  it('says why a clock stands still, and when one was met', async () => {
    const text = await show(async (c) => {
      await c.act('stop', 'u1', { why: 'outside-appraisal' });
      await c.act('plan', 'u1', { part: 'x' });
    });
    expect(text).toContain('已暂停 (外部鉴定、检测、评估)');
  });

  it('puts flags into words, counts promises and names the open ones', async () => {
    const text = await show(async (c) => {
      await c.act('promise', 'u1', { topic: 'call-back', to: 'claimant', dueAt: c.now + hourMs });
      await c.act('promise', 'u1', { topic: 'visit', to: 'claimant', dueAt: c.now + hourMs });
      await c.act('keepPromise', 'u1', { promise: Object.keys(c.state.promises)[0] ?? '' });
      await c.act('lengthen', 'u1', {});
    });
    expect(text).toContain('承诺: 未到期 1，已兑现 1，未兑现 0');
    expect(text).toContain('- visit · 2026-09-01 10:00 · u1');
    expect(text).toContain('标记: **lengthened**');
  });

  it('leads to the boards and to the list of the team', async () => {
    const text = await show(async () => undefined);
    expect(text).toContain('[看板](namespaces/{namespace}/workflows/board-offices)');
    expect(text).toContain("(namespaces/{namespace}/workflows?query=ExecutionStatus='Running'+AND+Team='team%27)");
  });

  it('speaks English where it is asked to', async () => {
    const { state } = await openOffice();
    const text = card(state, officeContract, 'en');
    expect(text).toContain('**Stage: Work** (1 of 1) · waiting on: **staff** approver@team');
    expect(text).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('of a parked case says so first', async () => {
    const { state } = await openOffice();
    expect(card(state, officeContract, 'zh', 'parked').startsWith('**故障')).toBe(true);
    expect(card(state, officeContract, 'zh', 'delayed').startsWith('**等待')).toBe(true);
  });
});
