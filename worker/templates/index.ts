import { closingTemplates } from './claim/closing';
import { intakeTemplates } from './claim/intake';
import { resultTemplates } from './claim/result';
import { complaintDecisionTemplates } from './complaint/decision';
import { complaintHandlingTemplates } from './complaint/handling';
import { complaintIntakeTemplates } from './complaint/intake';
import { commandTemplates } from './emergency/command';
import { reportTemplates } from './emergency/reports';
import { courseTemplates } from './improvement/course';
import { resultTemplates as improvementResults } from './improvement/results';
import { kernelTemplates } from './kernel';
import { programmeTemplates } from './programme/course';
import { Templates } from './render';

/** Every notice of every process, in all versions that were ever sent. */
export const templates = new Templates([
  ...kernelTemplates,
  ...intakeTemplates,
  ...resultTemplates,
  ...closingTemplates,
  ...commandTemplates,
  ...reportTemplates,
  ...complaintIntakeTemplates,
  ...complaintHandlingTemplates,
  ...complaintDecisionTemplates,
  ...courseTemplates,
  ...improvementResults,
  ...programmeTemplates,
]);
