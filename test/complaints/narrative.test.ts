import { splitPersonal } from '../../domain/case/guard';
import { openTasks } from '../../domain/case/wait-set';
import { complaintPayloads } from '../../domain/processes/complaint/schema';
import { type ComplaintDriver, complaintOf, cst, given, person, runnable, start } from './driver';
import { paper } from './played';

const wordless = { channel: 'fax', dispute: { number: 'P-1', insurance: 'property' } };
const asked = (played: ComplaintDriver) => openTasks(played.state).filter(({ title }) => title === 'narrative');

describe('a complaint that does not say what happened', () => {
  it.each(['fax', 'counter', 'letter'])('by %s is accepted, and its days run from the receipt like those of any other', async (channel) => {
    const content = { ...wordless, channel };
    expect(complaintPayloads.open.safeParse(complaintOf({ content }).content).success).toBe(true);
    const played = await given({ content });
    // 15 days from 7 July: the last is the 22nd.
    expect(played.clock('complaint-resolve-simple')).toMatchObject({ startsAt: start, dueAt: cst('2026-07-23') });
    expect(played.clock('complaint-resolve-simple')?.pauses).toEqual([]);
  });

  it('is asked for: by a letter to whoever brought it, and a task until the statement has come', async () => {
    const parties = [person('complainant'), person('son', 'agent')];
    const played = await given({ content: { ...wordless, parties, submitter: 'son' } });
    expect(played.told.find(({ template }) => template === 'complaint-narrative')).toMatchObject({ to: ['party:son'] });
    expect(openTasks(played.state).find(({ title }) => title === 'narrative')).toMatchObject({
      act: 'submitDocuments',
      owner: 'party:son',
    });
    await played.does('submitDocuments', 'intake1', { documents: [paper('complaint-form')] });
    expect(asked(played)).toEqual([]);
    expect(played.state.documents).toHaveLength(1);
  });

  it('and says it later has stated no new facts: the limit goes on', async () => {
    const played = await given({ content: wordless });
    await played.until(cst('2026-07-15'));
    await played.does('submitDocuments', 'party:complainant', { documents: [paper('complaint-form')] });
    expect(played.clock('complaint-resolve-simple')).toMatchObject({ startsAt: start, dueAt: cst('2026-07-23') });
  });

  it('is not asked for where it was said', async () => {
    expect(asked(await given())).toEqual([]);
  });
});

describe('a complaint of many pages', () => {
  // Three bytes a character: what still fits into one request.
  const pages = '事'.repeat(100_000);

  it('is taken as it is, and kept whole', async () => {
    const { content } = complaintOf({ content: { dispute: { number: 'P-1', facts: pages, demand: pages.slice(0, 4_001) } } });
    expect(complaintPayloads.open.parse(content).dispute.facts).toBe(pages);
    const { sealed } = splitPersonal(runnable.guards.open ?? {}, content);
    expect(sealed).toContainEqual({ path: '/dispute/facts', subject: null, value: pages });
    const played = await given({ content: { dispute: { number: 'P-1', facts: pages } } });
    expect(asked(played)).toEqual([]);
  });

  it('also as new facts and for a recheck', () => {
    expect(complaintPayloads.addFacts.safeParse({ facts: pages }).success).toBe(true);
    expect(complaintPayloads.applyRecheck.safeParse({ reason: pages, application: paper() }).success).toBe(true);
  });
});
