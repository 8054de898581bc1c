export { type DoorKey, readDoorKeys, type Signer, signerOf, unsigned } from '../db/record/assertion';
export { type CaseKey, caseIdOf, digestOf, processOf } from '../db/record/identity';
