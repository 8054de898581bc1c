import { boardIdOf, boardOfAll } from '../../domain/board/board';
import { savedViews, viewPath } from '../../domain/board/saved-views';
import { boardWords } from '../../domain/board/words';
import { LuyueError } from '../../domain/errors';
import { workflowPath } from '../../domain/markdown';
import type { Report } from '../report';
import type { Session } from '../session';
import { pairs } from '../table';
import { targetOf } from '../target';

export interface ViewsOptions {
  readonly team?: string;
  readonly event?: string;
}

const code = /^[\w-]{1,64}$/;

function codeOption(name: string, given: string | undefined): string | undefined {
  if (given === undefined || code.test(given)) return given;
  throw new LuyueError('input.invalid', `${name}: '${given}' is no code (letters, digits, - and _).`);
}

/**
 * `luyue views [--team T] [--event E]`: links that open the list of the Temporal UI and keep the view in the browser, and those of
 * the boards. Asks no server.
 * @throws LuyueError input.invalid, stack.failed where no UI is known.
 */
export function views(session: Session, options: ViewsOptions): Report {
  const team = codeOption('--team', options.team);
  const event = codeOption('--event', options.event);
  const { uiUrl, temporal } = targetOf(session);
  if (uiUrl === null) throw new LuyueError('stack.failed', 'The address of the Temporal UI is not known: set LUYUE_UI_URL.');
  const { namespace } = temporal;
  const found = savedViews({ now: Date.now(), team, event }).map((view) => ({
    ...view,
    link: `${uiUrl}/${viewPath(view, session.language, namespace)}`,
  }));
  const boards = [null, ...Object.keys(session.processes)].map((process) => ({
    board: boardIdOf(process),
    process,
    link: `${uiUrl}/${workflowPath(boardIdOf(process), namespace)}`,
  }));
  return {
    json: { views: found, boards },
    text: (language) => {
      const t = boardWords[language];
      const named = boards.map(({ board, process, link }): readonly [string, string] => [
        board === boardOfAll || process === null ? t.all : (session.processes[process]?.contract.title[language] ?? process),
        link,
      ]);
      const links = found.map(({ title, link }): readonly [string, string] => [title[language], link]);
      return [`${t.views}:`, pairs(links), '', `${t.title}:`, pairs(named)].join('\n');
    },
  };
}
