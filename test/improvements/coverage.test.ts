import { improvementContract } from '../../domain/processes/improvement/contract';
import { describeLetters, describeStories } from '../support/describe-stories';
import { stories } from './stories';

describeStories(improvementContract, stories);
describeLetters(improvementContract, stories);
