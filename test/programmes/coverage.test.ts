import { programmeContract } from '../../domain/processes/programme/contract';
import { describeLetters, describeStories } from '../support/describe-stories';
import { stories } from './stories';

describeStories(programmeContract, stories);
describeLetters(programmeContract, stories);
