/** Every process whose histories are kept, as it is. */
export * from '../../../workflows';
export { sample } from '../../kernel/sample/workflows';
