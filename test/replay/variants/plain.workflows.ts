/** Every process whose histories are kept, as it is. */
export { claim } from '../../../workflows';
export { sample } from '../../kernel/sample/workflows';
