import type { Check, Evidence } from './evidence';

type Found = { readonly where: string; readonly what: string };

interface Written {
  readonly act: string;
  readonly seqs: readonly number[];
}

/** Acts of the log by case and request. */
function writtenIn({ cases }: Evidence): ReadonlyMap<string, Written> {
  const written = new Map<string, Written>();
  for (const { id, events } of cases) {
    for (const { seq, fact } of events) {
      if (fact.kind !== 'acted') continue;
      const key = `${id} ${fact.request}`;
      written.set(key, { act: fact.act, seqs: [...(written.get(key)?.seqs ?? []), seq] });
    }
  }
  return written;
}

function findActs(evidence: Evidence): readonly Found[] {
  const written = writtenIn(evidence);
  return evidence.book.acts.flatMap(({ case: id, act, request, fate, unanswered }) => {
    const where = `${id} ${request}`;
    const found = written.get(where);
    const times = found?.seqs.length ?? 0;
    if (fate.kind === 'broken') return [{ where, what: `'${act}' was answered by a defect: ${fate.why}` }];
    if (times > 1) return [{ where, what: `'${act}' is in the log ${times} times` }];
    if (found !== undefined && found.act !== act) return [{ where, what: `the log has '${found.act}' under the request of '${act}'` }];
    if (fate.kind === 'acknowledged' && found?.seqs[0] !== fate.seq)
      return [{ where, what: `'${act}' was acknowledged as event ${fate.seq}; the log has ${found?.seqs[0] ?? 'nothing'}` }];
    // What was sent before without an answer may have been accepted in between.
    return fate.kind === 'refused' && unanswered === 0 && times > 0
      ? [{ where, what: `'${act}' was refused (${fate.code}) and is in the log` }]
      : [];
  });
}

function findStrangers(evidence: Evidence): readonly Found[] {
  const sent = new Set(evidence.book.acts.map(({ case: id, request }) => `${id} ${request}`));
  return [...writtenIn(evidence)].flatMap(([where, { act }]) =>
    / player-\d+-\d+$/.test(where) && !sent.has(where) ? [{ where, what: `'${act}' is in the log; nobody has sent it` }] : [],
  );
}

/** What the actors were told of their acts against the log. */
export const acts: Check = {
  name: 'acts',
  says: 'every acknowledged act is in the log exactly once, at the place that was told; no refused act is, and nothing that nobody sent',
  find: (evidence) => [...findActs(evidence), ...findStrangers(evidence)],
};

/** Answers to one request against each other. */
export const answers: Check = {
  name: 'answers',
  says: 'the same request gets the same answer, however often it is sent',
  find: ({ book }) =>
    book.discords.map(({ case: id, request, answers: [a, b] }) => ({ where: `${id} ${request}`, what: `${a}, then ${b}` })),
};

/** What the actors were told of their openings against the record. */
export const openings: Check = {
  name: 'openings',
  says: 'every acknowledged opening is one case, and every reference is at most one',
  find({ book, cases }) {
    const rows = new Map<string, string[]>();
    for (const { id, row } of cases)
      rows.set(`${row.process} ${row.reference}`, [...(rows.get(`${row.process} ${row.reference}`) ?? []), id]);
    return book.openings.flatMap(({ process, reference, fate }) => {
      const where = `${process} ${reference}`;
      const ids = rows.get(where) ?? [];
      if (fate.kind === 'broken') return [{ where, what: `was answered by a defect: ${fate.why}` }];
      if (fate.kind === 'refused') return [{ where, what: `was refused: ${fate.code}` }];
      if (ids.length > 1) return [{ where, what: `is ${ids.length} cases` }];
      const isKept = fate.kind !== 'acknowledged' || ids[0] === fate.case;
      return isKept ? [] : [{ where, what: `was acknowledged as ${fate.case}; the record has ${ids[0] ?? 'nothing'}` }];
    });
  },
};
