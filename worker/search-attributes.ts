import { type ConnectionLike, isGrpcServiceError } from '@temporalio/client';
import type { AttributeType } from '../domain/case/attributes';
import { LuyueError } from '../domain/errors';

/** Types as the Temporal CLI writes them, with their numbers in the engine's protocol. */
export const attributeCodes: Readonly<Record<AttributeType | 'Text', number>> = {
  Text: 1,
  Keyword: 2,
  Int: 3,
  Double: 4,
  Bool: 5,
  Datetime: 6,
  KeywordList: 7,
};

/** Search attributes by name, with the type as the Temporal CLI writes it. */
export type SearchAttributes = Readonly<Record<string, AttributeType>>;

type Operator = Pick<ConnectionLike, 'operatorService'>;
type Registered = Readonly<Record<string, number>>;

async function registeredIn({ operatorService }: Operator, namespace: string): Promise<Registered> {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  return { ...customAttributes };
}

const typeName = (code: number): string => Object.entries(attributeCodes).find(([, known]) => known === code)?.[0] ?? `type ${code}`;

const missingOf = (wanted: SearchAttributes, registered: Registered) =>
  Object.entries(wanted).filter(([name]) => registered[name] === undefined);

const differingOf = (wanted: SearchAttributes, registered: Registered) =>
  Object.entries(wanted).filter(([name, type]) => registered[name] !== undefined && registered[name] !== attributeCodes[type]);

/** The commands with which an operator sets a namespace right. */
function waysOut(namespace: string, wanted: SearchAttributes, registered: Registered): readonly string[] {
  const command = `temporal operator search-attribute`;
  const differing = differingOf(wanted, registered);
  return [
    ...differing.map(([name]) => `${command} remove --namespace ${namespace} --name ${name}`),
    ...[...differing, ...missingOf(wanted, registered)].map(
      ([name, type]) => `${command} create --namespace ${namespace} --name ${name} --type ${type}`,
    ),
  ];
}

function refuse(namespace: string, wanted: SearchAttributes, registered: Registered): never {
  const missing = missingOf(wanted, registered).map(([name, type]) => `${name} (${type}) is missing`);
  const differing = differingOf(wanted, registered).map(
    ([name, type]) => `${name} is ${typeName(registered[name] ?? 0)} and must be ${type}`,
  );
  const commands = waysOut(namespace, wanted, registered);
  const reasons = [...differing, ...missing];
  throw new LuyueError('engine.attributes', `namespace ${namespace}: ${reasons.join('; ')}. ${commands.join('; ')}`, {
    namespace,
    issues: reasons,
    commands,
  });
}

/**
 * Registers the attributes that a namespace does not have yet.
 * @throws LuyueError engine.attributes where it has one with another type: nothing is registered then.
 */
export async function addSearchAttributes(connection: Operator, namespace: string, wanted: SearchAttributes): Promise<void> {
  const registered = await registeredIn(connection, namespace);
  if (differingOf(wanted, registered).length > 0) refuse(namespace, wanted, registered);
  const missing = missingOf(wanted, registered);
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, attributeCodes[type]]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}

const unimplemented = 12;
const permissionDenied = 7;

const isClosedToUs = (error: unknown): boolean =>
  isGrpcServiceError(error) && (error.code === unimplemented || error.code === permissionDenied);

/**
 * Compares the attributes of a namespace with the wanted ones and registers nothing: a case that sets an attribute which is not
 * there fails its task again and again. `false` where the engine does not let this account list them.
 * @throws LuyueError engine.attributes naming every difference and the commands that help.
 */
export async function checkSearchAttributes(connection: Operator, namespace: string, wanted: SearchAttributes): Promise<boolean> {
  try {
    const registered = await registeredIn(connection, namespace);
    if (missingOf(wanted, registered).length + differingOf(wanted, registered).length > 0) refuse(namespace, wanted, registered);
    return true;
  } catch (error) {
    if (isClosedToUs(error)) return false;
    throw error;
  }
}
