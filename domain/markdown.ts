// What the engine's UI renders of card and board: CommonMark with tables; it fills {namespace} in the targets of links.

const space = '\u00a0';

/** A cell without what would end it. The UI draws cells without padding: each carries its own. */
const cell = (text: string): string => `${text.replaceAll('|', '\\|').replaceAll('\n', ' ')}${space}${space}`;

const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** A table; nothing where there are no rows. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)];
}

/** A query as it stands in a link: readable and short, because the UI passes the whole text through an address. */
const inAddress = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll('%3D', '=')
    .replaceAll('%2C', ',')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');

/** Page of a workflow, by its id alone: the run changes when it continues as new. */
export const workflowPath = (id: string, namespace = '{namespace}'): string => `/namespaces/${namespace}/workflows/${inAddress(id)}`;

/** List of the workflows that a query finds; with a name, a view of that name is installed in the browser that opens it. */
export function listPath(query: string, savedQuery?: string, namespace = '{namespace}'): string {
  const saved = savedQuery === undefined ? '' : `&savedQuery=${inAddress(savedQuery)}`;
  return `/namespaces/${namespace}/workflows?query=${inAddress(query)}${saved}`;
}

export const link = (text: string, path: string): string => `[${text}](${path})`;

/** The UI of the development server cuts off the end of a long text: what is cut is empty. */
export const blankEnd: readonly string[] = ['', space, '', space];
