export { type CaseKey, caseIdOf, digestOf, processOf } from '../db/record/identity';
