import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveDates } from '../../../cli/dates';
import { itemsOf } from '../../../cli/items';

type Fields = Readonly<Record<string, unknown>>;

/** An opening with every kind of personal datum in it, and what must be seen nowhere. */
export interface Secretive {
  readonly process: string;
  readonly request: Fields;
  readonly secrets: readonly string[];
}

const folder = join(__dirname, '../../../examples');

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const digits = (n: number, width: number): string => String(n).padStart(width, '0');

let persons = 0;

/** A party with identity number, account and address of its own. */
function whole(party: Fields): Fields {
  const n = digits(++persons, 4);
  return {
    email: `secret${n}@mail.example`,
    idNumber: `11010519${n}3X7${n}`,
    account: `62220212${n}7788${n}`,
    address: `槐花巷${n}弄5号`,
    ...party,
  };
}

const partyFields = ['name', 'phone', 'email', 'idNumber', 'account', 'address'];

const secretsOf = (party: Fields): readonly string[] => partyFields.map((field) => text(party[field])).filter((value) => value !== '');

interface Told {
  readonly fields: Fields;
  readonly secrets: readonly string[];
}

/** What people write: a plate and a diagnosis among it, where the process takes such. */
function told(process: string, { policy, dispute, description }: Fields, n: number): Told {
  const plate = `京N${digits(n, 4)}Z7`;
  const diagnosis = `右侧桡骨远端骨折第${digits(n, 3)}例`;
  const words = `${text(description)}车牌${plate}，诊断${diagnosis}`;
  const tokens = [plate, diagnosis];
  if (process === 'complaint' && isObject(dispute)) {
    return { fields: { dispute: { ...dispute, facts: words } }, secrets: [...tokens, text(dispute.number)] };
  }
  const cause = process === 'claim' ? { cause: diagnosis } : {};
  const number = isObject(policy) ? [text(policy.number)] : [];
  return { fields: { description: words, ...cause }, secrets: [...tokens, ...number] };
}

function secretive(request: Fields, n: number): Secretive {
  const process = text(request.process);
  const parties = Array.isArray(request.parties) ? request.parties.filter(isObject).map(whole) : null;
  const { fields, secrets } = told(process, request, n);
  return {
    process,
    request: { ...request, ...(parties === null ? {} : { parties }), ...fields },
    secrets: [...secrets, ...(parties ?? []).flatMap(secretsOf)],
  };
}

/** Every example of every process, with dates counted from `begun`. */
export function secretiveExamples(begun: number): readonly Secretive[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ndjson'));
  const items = files.flatMap((file) => itemsOf(readFileSync(join(folder, file), 'utf8')));
  const requests = items.flatMap((item) => ('value' in item && isObject(item.value) ? [item.value] : []));
  return requests.map((request, i) => {
    const resolved = resolveDates(request, begun);
    return secretive(isObject(resolved) ? resolved : {}, i + 1);
  });
}
