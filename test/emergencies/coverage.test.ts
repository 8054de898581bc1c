import { emergencyContract } from '../../domain/processes/emergency/contract';
import { describeLetters, describeStories } from '../support/describe-stories';
import { stories } from './stories';

describeStories(emergencyContract, stories);
describeLetters(emergencyContract, stories);
