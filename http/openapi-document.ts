import type { SwaggerTransformObject } from '@fastify/swagger';

type Made = ReturnType<SwaggerTransformObject>;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const said: Readonly<Record<string, string>> = { '200': 'Done', '201': 'Opened', '503': 'Not ready' };

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Name of an operation for generated clients: `get /v1/cases/{case}/log` is `getCasesByCaseLog`. */
function nameOf(method: string, path: string): string {
  const parts = path.split(/[/.-]/).filter((part) => part !== '' && part !== 'v1');
  return method + parts.map((part) => (part.startsWith('{') ? `By${capital(part.slice(1, -1))}` : capital(part))).join('');
}

/** The names of the component schemas that something refers to. */
function referred(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (!isObject(value)) return found;
  const { $ref: ref } = value;
  if (typeof ref === 'string') found.add(ref.replace('#/components/schemas/', ''));
  for (const inner of Object.values(value)) referred(inner, found);
  return found;
}

function describe(operation: unknown, method: string, path: string): void {
  if (!isObject(operation)) return;
  operation.operationId = nameOf(method, path);
  if (!isObject(operation.responses)) return;
  for (const [status, response] of Object.entries(operation.responses)) {
    if (isObject(response) && response.description === 'Default Response') response.description = said[status] ?? 'Done';
  }
}

/** The document with names for its operations, words for its answers, and no schema that nothing refers to. */
export function refined(made: Made): Made {
  const paths: unknown = Reflect.get(made, 'paths');
  for (const [path, operations] of Object.entries(isObject(paths) ? paths : {}))
    for (const [method, operation] of Object.entries(isObject(operations) ? operations : {})) describe(operation, method, path);
  const components: unknown = Reflect.get(made, 'components');
  if (!isObject(components) || !isObject(components.schemas)) return made;
  const { schemas } = components;
  // One that only another unwanted one refers to goes in the next round.
  for (let unwanted = [''], wanted = referred(made); unwanted.length > 0; wanted = referred(made)) {
    unwanted = Object.keys(schemas).filter((name) => !wanted.has(name));
    for (const name of unwanted) Reflect.deleteProperty(schemas, name);
  }
  return made;
}
