import { house } from './support';

const { luyue, program, doors, start, record } = house();

beforeAll(() => start());

async function opened(reference: string): Promise<{ id: string; number: number }> {
  const parties = [{ id: 'claimant', role: 'claimant', name: '王小明' }];
  const { case: id, number } = await doors().open('sample', {
    source: 'app',
    reference,
    line: 'motor',
    branch: 'north',
    parties,
    subject: 's',
  });
  return { id, number };
}

/** An event over the places of `44`, declared by a case; two cases of it, one taken by a bulk act, one that refused. */
async function tagged() {
  const [of, taken, late] = [await opened('B-0'), await opened('B-1'), await opened('B-2')];
  const { pool } = record();
  await pool.query(`update case_file set place = '440100', happened_at = now() where id in ($1, $2)`, [taken.id, late.id]);
  await pool.query(
    `insert into declared_event (event, case_id, seq, places, from_at, processes, declared_at) values ('TY1', $1, 1, '{44}', now() - interval '1 day', '{sample}', now())`,
    [of.id],
  );
  return { of, taken, late };
}

describe('luyue bulk', () => {
  it('previews what would be reached, then shows what became of each case, in both languages', async () => {
    const { of, taken, late } = await tagged();
    const preview = (await luyue(['bulk', 'preview', String(of.number), 'TY1', '--json'])).json();
    expect(preview).toMatchObject({ case: of.id, event: 'TY1', totals: { cases: 2 }, cases: [{ case: taken.id }, { case: late.id }] });
    const text = await program(['bulk', 'preview', of.id, 'TY1', '--lang', 'zh', '--limit', '1']);
    expect(text.out).toContain('撤销不能收回');
    expect(text.out).toContain('收集');
    expect(text.out).toContain('另有 1 件未列出');
    expect(text.out).not.toContain(late.id);
    const { pool } = record();
    await pool.query(
      `insert into bulk_run (case_id, seq, bulk, act, payload, "select", state, started_at, next_attempt_at, done, refused)
       values ($1, 1, 'tag', 'joinEvent', '{}', '{"event":"TY1"}', 'ended', now() - interval '1 hour', now(), 1, 1)`,
      [of.id],
    );
    for (const [to, status, why] of [
      [taken.id, 'delivered', null],
      [late.id, 'refused', 'act.refused: belongs to FLOOD-1'],
    ])
      await pool.query(
        `insert into case_message (case_id, seq, to_case, act, request, payload, status, next_attempt_at, last_error) values ($1, 1, $2, 'joinEvent', 'bulk:x', '{}', $3, now(), $4)`,
        [of.id, to, status, why],
      );
    expect((await luyue(['bulk', of.id, '--json'])).json()).toMatchObject({
      bulks: [{ bulk: 'tag', act: 'joinEvent', state: 'ended', done: 1, refused: 1, underWay: 0 }],
    });
    const result = await luyue(['bulk', of.id, 'tag', '--lang', 'en']);
    expect(result.out).toContain('act.refused: belongs to FLOOD-1');
    expect(result.out).toContain('Undoing cannot take back: notices that were sent, advances that were paid');
  });

  it('answers a wrong call with its reason and exit code', async () => {
    const { id } = await opened('B-9');
    expect(await luyue(['bulk', 'preview', id, 'TY-NONE'])).toMatchObject({ code: 4, err: expect.stringContaining('TY-NONE') });
    expect(await luyue(['bulk', id, 'none'])).toMatchObject({ code: 4, err: expect.stringContaining('none') });
    expect(await luyue(['bulk', 'preview', id])).toMatchObject({ code: 2, err: expect.stringContaining('needs a case and an event') });
    expect((await luyue(['bulk', id, '--limit', '0'])).code).toBe(2);
    expect((await luyue(['bulk', '999999'])).code).toBe(4);
  });
});
