import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type FrameLocator, type Locator, type Page, type Response } from 'playwright-core';
import { findOnPath } from '../../dev/programs';
import { until } from '../../dev/waiting';

const images = join(__dirname, '../../docs/images');

/** Debian's chromium as root and without its own errands on the network. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const help = 'Debian: apt-get install chromium fonts-noto-cjk; then npm run test:browser again.';

/** @throws Error naming the package where there is no chromium, or no font for Chinese: every character would be a box. */
export function launch(): Promise<Browser> {
  const executablePath = findOnPath('chromium');
  if (executablePath === undefined) throw new Error(`chromium is not on PATH. ${help}`);
  if (!spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' }).stdout) throw new Error(`There is no font for Chinese. ${help}`);
  return chromium.launch({ executablePath, args: flags });
}

const screen = { width: 2000, height: 1300 };

const columns = ['Status', 'Workflow ID', 'Kind', 'Stage', 'SlaBand', 'NextDueAt', 'Owner', 'WaitingOn', 'Urgency'];

/** What the gear of the list keeps in the browser: a manager chooses the columns once. Runs in the page. */
const keepColumns = `localStorage.setItem('namespace-workflow-table-columns', ${JSON.stringify(
  JSON.stringify({ luyue: columns.map((label) => ({ label })) }),
)})`;

/** Where a link leads: the page of a workflow, or a list with the query that the server was asked, how it answered and how many it found. */
export interface Followed {
  readonly path: string;
  readonly query: string | null;
  readonly status: number | null;
  readonly found: number;
}

/** A new browser profile that looks at a UI. */
export class Manager {
  private readonly answers: Response[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    readonly ui: string,
  ) {
    context.on('response', (answer) => this.answers.push(answer));
  }

  static async at(browser: Browser, ui: string): Promise<Manager> {
    const context = await browser.newContext({ viewport: screen, timezoneId: 'Asia/Shanghai' });
    await context.addInitScript({ content: keepColumns });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    return new Manager(page, context, ui);
  }

  close(): Promise<void> {
    return this.context.close();
  }

  goto(path: string): Promise<unknown> {
    return this.page.goto(`${this.ui}${path}`);
  }

  /** Page with summary and current details of a workflow that is known by its id; the details load in a frame of their own. */
  async details(id: string): Promise<FrameLocator> {
    await this.goto(`/namespaces/luyue/workflows/${id}`);
    await this.page.waitForURL(/\/workflows\/[^/]+\/[^/]+\/\w+/);
    await this.page
      .getByRole('link', { name: 'User Metadata' })
      .or(this.page.getByRole('tab', { name: 'User Metadata' }))
      .first()
      .click();
    await this.page.waitForURL(/user-metadata/);
    return this.page.frameLocator('iframe').last();
  }

  /** Clicks a link of a text, which opens a page of its own: where it leads, and what the list there answered. */
  async follow(link: Locator): Promise<Followed> {
    const [opened] = await Promise.all([this.context.waitForEvent('page'), link.click()]);
    return this.seenOn(opened);
  }

  /** Opens an address in a page of its own. */
  async open(address: string): Promise<Followed> {
    const page = await this.context.newPage();
    await page.goto(address);
    return this.seenOn(page);
  }

  private async seenOn(page: Page): Promise<Followed> {
    try {
      const at = (): URL => new URL(page.url());
      await page.waitForURL(/\/workflows(\?|\/[^/]+\/[^/]+\/\w+)/);
      if (!at().pathname.endsWith('/workflows')) return { path: at().pathname, query: null, status: null, found: 0 };
      const answer = await this.listAnswer(page);
      const found: unknown = await answer.json().catch(() => null);
      const executions = typeof found === 'object' && found !== null && 'executions' in found ? found.executions : [];
      const query = new URL(answer.url()).searchParams.get('query');
      return { path: at().pathname, query, status: answer.status(), found: Array.isArray(executions) ? executions.length : 0 };
    } finally {
      await page.close();
    }
  }

  /** What the list of a page was answered, which may have come before anybody asked. */
  private async listAnswer(page: Page): Promise<Response> {
    const isOurs = (answer: Response): boolean =>
      /\/api\/v1\/namespaces\/[^/]+\/workflows\?/.test(answer.url()) && answer.frame().page() === page;
    await until(() => this.answers.some(isOurs), 60_000);
    const answer = this.answers.find(isOurs);
    if (answer === undefined) throw new Error(`No list was asked for at ${page.url()}.`);
    return answer;
  }

  /** What the browser keeps under a key. */
  kept(key: string): Promise<unknown> {
    return this.page.evaluate(`localStorage.getItem(${JSON.stringify(key)})`);
  }

  /** Sends what a button of the page would send; answers the HTTP status. */
  async post(path: string, data: object): Promise<number> {
    const token = (await this.context.cookies()).find(({ name }) => name === '_csrf')?.value ?? '';
    const answer = await this.page.request.post(`${this.ui}${path}`, { data, headers: { 'X-CSRF-TOKEN': token } });
    return answer.status();
  }

  /** A picture for the guide, taken only where it is asked for: they change with every run. */
  async picture(name: string, height = screen.height): Promise<void> {
    if (process.env.LUYUE_PICTURES === undefined) return;
    mkdirSync(images, { recursive: true });
    await this.page.setViewportSize({ ...screen, height });
    await this.page.waitForTimeout(1_000);
    await this.page.screenshot({ path: join(images, `${name}.png`) });
    await this.page.setViewportSize(screen);
  }
}
