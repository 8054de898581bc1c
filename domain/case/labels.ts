import { boardIdOf } from '../board/board';
import { homeZone, minuteText } from '../calendar/zone';
import { blankEnd, plainText, workflowPath } from '../markdown';
import type { Language } from '../words';
import type { Contract } from './contract';
import type { OpenRequest } from './opening';

/** What the engine's UI shows of a case for its whole life, and what is known of it before its first commit. */
export interface Labels {
  /** One line, at most 200 bytes. */
  readonly summary: string;
  /** Markdown. */
  readonly details: string;
  /** Search attributes by name: keywords. */
  readonly keywords: Readonly<Record<'Kind' | 'Stage' | 'Branch', string>>;
  /** An exercise, so that exercises can always be left out. */
  readonly drill: boolean;
}

const encoder = new TextEncoder();

/** The longest beginning of a text that fits into so many bytes of UTF-8, cut between characters. */
export function firstBytes(text: string, limit: number): string {
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += encoder.encode(character).length;
    if (used > limit) return kept;
    kept += character;
  }
  return kept;
}

/** Words for what is not the real thing: an exercise, or time that runs faster. */
function markOf({ drill, compressed }: OpenRequest): string {
  if (drill === true) return `演练 DRILL${compressed === undefined ? '' : ` ${compressed}`}`;
  return compressed === undefined ? '' : `时间压缩 DRILL ${compressed}`;
}

const stagesOf = ({ stages }: Contract, language: Language): string =>
  Object.values(stages)
    .map((words) => words[language])
    .join(' → ');

/** Labels of an opening request. No personal data: codes and numbers only. */
export function labelsOf(contract: Contract, open: OpenRequest): Labels {
  const { title, section, first, version } = contract;
  const { process, line, branch, source, reference, receivedAt, drill = false } = open;
  const mark = markOf(open);
  return {
    summary: firstBytes(
      `${mark === '' ? '' : `${mark} · `}${title.zh} ${line} · ${branch} · ${plainText(source)} ${plainText(reference)}`,
      200,
    ),
    details: [
      `**${title.zh} ${title.en}** (${section}, v${version})`,
      '',
      `- ${plainText(source)} / ${plainText(reference)}`,
      `- ${plainText(line)} · ${plainText(branch)}`,
      `- 收到 received ${minuteText(homeZone, receivedAt)}`,
      ...(mark === '' ? [] : [`- ${plainText(mark)}`]),
      '',
      `环节 stages: ${stagesOf(contract, 'zh')}`,
      '',
      stagesOf(contract, 'en'),
      '',
      `[看板 board](${workflowPath(boardIdOf(process))})`,
      ...blankEnd,
    ].join('\n'),
    keywords: { Kind: `${process}.${line}`, Stage: first, Branch: branch },
    drill,
  };
}
