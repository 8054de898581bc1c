import { writeFileSync } from 'node:fs';
import { Client } from 'pg';

/** Where the process stops: around the COMMIT of the transition that `word` stands in, or at the bank's answer to an order. */
type Point = 'before-commit' | 'after-commit' | 'after-bank';

const [point = '', word = '', marker = ''] = process.argv.slice(2);
const isAt = (wanted: Point): boolean => point === wanted;

/** Writes the proof that the point was reached and freezes the whole process there: nothing that follows can happen. */
function stopHere(): void {
  writeFileSync(marker, point);
  process.kill(process.pid, 'SIGSTOP');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const textOf = (query: unknown): unknown => (typeof query === 'object' && query !== null ? Reflect.get(query, 'text') : query);

/** Connections inside the transaction of the word. */
const marked = new WeakSet<object>();
const send: unknown = Reflect.get(Client.prototype, 'query');

function watched(this: object, ...args: unknown[]): unknown {
  const goOn = (): unknown => (typeof send === 'function' ? Reflect.apply(send, this, args) : undefined);
  if (textOf(args[0]) !== 'commit') {
    if (word !== '' && JSON.stringify(args).includes(word)) marked.add(this);
    return goOn();
  }
  if (!marked.has(this)) return goOn();
  if (isAt('before-commit')) stopHere();
  const committed = Promise.resolve(goOn());
  return isAt('after-commit') ? committed.then(stopHere) : committed;
}

Reflect.set(Client.prototype, 'query', watched);

const call = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const answer = await call(input, init);
  if (isAt('after-bank') && init?.method === 'POST' && String(input).endsWith('/payments')) stopHere();
  return answer;
};

// The real worker, on what was wrapped.
require('../../worker/main');
