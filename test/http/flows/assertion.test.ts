import { randomBytes } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { type DoorKey, signerOf } from '../../../client/identity';
import type { ActRequest } from '../../../domain/case/act';
import { rowsOf, sampleDeps } from '../../db/support';
import { house, opening } from './support';

const http: DoorKey = { id: 'http', secret: randomBytes(32) };
const overheard: DoorKey = { id: 'http', secret: randomBytes(32) };
const h = house({ ...sampleDeps, proof: { required: true, keys: new Map([[http.id, http.secret]]) } });

jest.setTimeout(60_000);

beforeAll(() => h.start({ LUYUE_DOOR_KEY: `${http.id}:${http.secret.toString('base64url')}` }), 120_000);

const address = '/v1/processes/sample/cases';
const comment = (request: string): ActRequest => ({ act: 'comment', request, actor: 'zhou-wei', payload: { text: 'x' } });

/** An update as anybody with access to the engine can send it; the code of its refusal. */
async function rawUpdate(caseId: string, { act, ...message }: ActRequest): Promise<string> {
  try {
    await h
      .engine()
      .client.workflow.getHandle(caseId)
      .executeUpdate(act, { args: [message] });
    return 'done';
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
    return cause instanceof ApplicationFailure ? (cause.type ?? '') : 'no failure of a case';
  }
}

async function openedCase(): Promise<string> {
  const { json, status } = await h.post(address, { as: 'xu-yi', body: opening() });
  expect(status).toBe(201);
  return String(json.case);
}

describe('what comes to a case past the doors', () => {
  it('is refused without an assertion, with a wrong one, and with one that has run out; the attempts are kept', async () => {
    const id = await openedCase();
    const long = Date.now() - 3_600_000;
    expect(await rawUpdate(id, comment('none'))).toBe('actor.unproven');
    expect(await rawUpdate(id, signerOf(overheard).act(id, comment('wrong')))).toBe('actor.unproven');
    expect(await rawUpdate(id, signerOf(http, () => long).act(id, comment('late')))).toBe('actor.unproven');
    expect(await rawUpdate(id, { ...signerOf(http).act(id, comment('changed')), actor: 'ma-north' })).toBe('actor.unproven');
    expect(await rawUpdate(id, signerOf(http).act(id, comment('signed')))).toBe('done');
    const kept = await rowsOf(h.record().pool, 'select request, code from refusal where case_id = $1 order by id', [id]);
    expect(kept).toEqual(['none', 'wrong', 'late', 'changed'].map((request) => ({ request, code: 'actor.unproven' })));
  });

  it('does not open a case, and does not keep the reference from whoever opens it rightly', async () => {
    const body = opening();
    const unsigned = await h
      .doors()
      .open('sample', { ...body, actor: 'xu-yi' })
      .catch((error: unknown) => error);
    expect(unsigned).toMatchObject({ code: 'actor.unproven' });
    expect(await h.post(address, { as: 'xu-yi', body })).toMatchObject({ status: 201, json: { existed: false } });
  });
});

describe('the HTTP door', () => {
  it('signs what it sends: acts, openings and reopenings are done', async () => {
    const id = await openedCase();
    const act = (name: string, body: object) => h.post(`/v1/cases/${id}/acts/${name}`, { as: 'xu-yi', body });
    expect((await act('comment', { payload: { text: 'x' } })).status).toBe(200);
    expect((await act('withdraw', { payload: {}, for: 'party:claimant' })).json).toMatchObject({ outcome: 'withdrawn' });
    const again = { payload: { stage: 'decide' }, ground: 'new-facts' };
    expect(await h.post(`/v1/cases/${id}/acts/reopen`, { as: 'zhou-wei', body: again })).toMatchObject({ status: 200 });
  });
});
