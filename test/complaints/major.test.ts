import type { ChildRequest } from '../../domain/case/fact';
import { areas } from '../../domain/processes/areas';
import { emergencyPayloads } from '../../domain/processes/emergency/schema';
import { improvementPayloads } from '../../domain/processes/improvement/schema';
import { type ComplaintDriver, dayMs, given, jointOf, start } from './driver';

/** What the complaint has asked another case to be opened with. */
const requested = (played: ComplaintDriver, name: string): ChildRequest | undefined =>
  played.record.events.flatMap(({ fact }) => (fact.kind === 'child-requested' && fact.name === name ? [fact] : []))[0];

describe('a complaint is major', () => {
  it.each([
    ['19 face to face', jointOf(19, 5), false],
    ['20 face to face', jointOf(20, 5), true],
    ['20 by letter', jointOf(20, 5, false), false],
    ['one, with cause in a disaster', { cause: 'disaster' }, true],
    ['one, with cause in an accident', { cause: 'accident' }, true],
    ['one, with cause in an event of public health', { cause: 'public-health' }, true],
    ['one, of nobody else’s concern', {}, false],
    ['20 face to face with an enquiry', { ...jointOf(20, 5), kind: 'enquiry' }, false],
  ])('or not: %s', async (_what, content, major) => {
    const played = await given({ content });
    expect(played.state.flags.includes('major')).toBe(major);
    expect(played.state.children.major?.process).toBe(major ? 'emergency' : undefined);
  });

  it('when others join until they are twenty', async () => {
    const played = await given({ content: jointOf(12, 1) });
    await played.classified();
    expect(played.state.children).toEqual({});
    await played.does('recordJoint', 'u1', { complainants: 20, faceToFace: true, representatives: ['rep-1'] });
    expect(played.state.flags).toContain('major');
    expect(requested(played, 'major')?.content).toMatchObject({ kind: 'mass-complaint', persons: 20 });
  });

  it('when it is designated so, with a ground, once', async () => {
    const played = await given();
    await expect(played.tries('designateMajor', 'manager1')).resolves.toMatchObject({ act: 'ground.missing' });
    await played.does('designateMajor', 'manager1', {}, { ground: 'designated' });
    expect(played.state.children.major).toMatchObject({ process: 'emergency', status: 'requested' });
    await expect(played.tries('designateMajor', 'manager1', {}, { ground: 'accident' })).resolves.toMatchObject({
      act: 'act.refused',
      detail: expect.stringMatching(/major already/),
    });
  });
});

describe('the plan for a major complaint', () => {
  const content = { ...jointOf(20, 5), cause: 'disaster', place: '310115', happenedAt: start - dayMs };

  it('runs as an emergency of its own in the same branch, linked, asked for once; its opening fits', async () => {
    const played = await given({ content });
    expect(requested(played, 'major')).toMatchObject({ process: 'emergency', line: 'mass-complaint', branch: 'north' });
    const opening = requested(played, 'major')?.content;
    expect(emergencyPayloads.open.safeParse(opening).error).toBeUndefined();
    expect(opening).toEqual({ kind: 'mass-complaint', detectedAt: start, occurredAt: start - dayMs, persons: 20, place: '310115' });
    expect(played.state.links.map((l) => l.as)).toEqual(['child']);
    await played.classified();
    await played.does('recordJoint', 'u1', { complainants: 40, faceToFace: true, representatives: ['rep-1'] });
    expect(played.record.events.filter((e) => e.fact.kind === 'child-requested')).toHaveLength(1);
  });

  it('stops nothing here: the complaint is handled within its own limits', async () => {
    const played = await given({ content });
    await played.hears('major', 'opened');
    await played.decisionTold();
    await played.coded();
    await played.until(start + 31 * dayMs);
    expect(played.state).toMatchObject({ status: 'closed', children: { major: { status: 'opened' } } });
  });
});

describe('the improvement that a root cause asks for', () => {
  it.each([
    ['claims', 'claims'],
    ['sales', 'sales'],
    ['underwriting', 'sales'],
    ['surrender', 'sales'],
    ['privacy', 'data'],
    ['servicing', 'service'],
    ['service', 'service'],
    ['other', 'service'],
  ])('of a complaint about %s is one of the area %s, and its opening fits', async (line, area) => {
    const played = await given({ line });
    await played.decisionTold();
    await played.coded({ causes: ['wrong-information', 'privacy'], improvement: 'low' });
    const asked = requested(played, 'improvement');
    expect(asked).toMatchObject({ line: area, content: { from: 'complaint', topic: 'wrong-information', severity: 'low' } });
    expect(Object.keys(areas)).toContain(area);
    expect(improvementPayloads.open.safeParse(asked?.content).error).toBeUndefined();
  });
});
