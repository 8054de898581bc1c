import { card } from '../../domain/case/card';
import type { Instant } from '../../domain/instant';
import { hourMs } from '../support/dates';
import { officeContract, openOffice } from './office';

const show = async (work: (c: Awaited<ReturnType<typeof openOffice>>) => Promise<unknown>, open = {}) => {
  const opened = await openOffice(open);
  await work(opened);
  return card(opened.state, officeContract, 'zh');
};

const bytes = (text: string): number => new TextEncoder().encode(text).length;

describe('the case card', () => {
  it('names the cases that this one is tied to, as links, with how they stand', async () => {
    const text = await show(async (c) => {
      await c.act('branchOut', 'u1', { name: 'fire' });
      await c.act('childReported', 'system:x', { name: 'fire', status: 'closed', outcome: 'done' });
    });
    const link = '[office-of-office-1-fire](/namespaces/{namespace}/workflows/office-of-office-1-fire)';
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

  it('stays below 4 KB whatever the case is full of, and says how much more there is', async () => {
    const until = (c: { readonly now: Instant }) => c.now + hourMs;
    const text = await show(async (c) => {
      for (let n = 0; n < 60; n++) {
        await c.act('plan', 'u1', { part: `part-of-the-whole-${n}` });
        await c.act('branchOut', 'u1', { name: `a-case-of-its-own-${n}` });
        await c.act('promise', 'u1', { topic: 'visit', to: 'claimant', dueAt: until(c) });
      }
    });
    expect(bytes(text)).toBeLessThan(4096);
    expect(text).toContain('- … +53');
    expect(text).toContain('- … +54');
  });
});
