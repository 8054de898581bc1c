import { claimContract } from '../../domain/processes/claim/contract';
import { describeLetters, describeStories } from '../support/describe-stories';
import { stories } from './stories';

describeStories(claimContract, stories);
describeLetters(claimContract, stories);
