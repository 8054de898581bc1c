import { complaintContract } from '../../domain/processes/complaint/contract';
import { describeLetters, describeStories } from '../support/describe-stories';
import { stories } from './stories';

describeStories(complaintContract, stories);
describeLetters(complaintContract, stories);
