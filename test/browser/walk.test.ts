import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, FrameLocator } from 'playwright-core';
import { connect } from '../../db/connect';
import { listCases } from '../../db/queries/case';
import { choosePort } from '../../dev/ports';
import { until } from '../../dev/waiting';
import { boardIdOf } from '../../domain/board/board';
import { savedViews, viewPath } from '../../domain/board/saved-views';
import { lengthInAddress, mostInAddress } from '../../domain/markdown';
import { contractOf, contracts } from '../../domain/processes/contracts';
import { temporaryFolder } from '../support/folder';
import { secretiveExamples } from '../support/leaks/examples';
import { Finder } from '../support/leaks/finder';
import { launch, Manager } from './browser';
import { Demo } from './demo';
import { type ReadOnlyUi, startReadOnlyUi } from './read-only-ui';

/**
 * Every link of a text, clicked: none is cut short, and each list is answered. How many cases all of them found. A board is drawn anew every
 * so often: a link that went away meanwhile is passed over.
 */
async function followAll(frame: FrameLocator, by: Manager): Promise<number> {
  const links = frame.getByRole('link');
  const addresses: string[] = [];
  for (const link of await links.all()) addresses.push((await link.getAttribute('href')) ?? '');
  let found = 0;
  let clicked = 0;
  for (const address of new Set(addresses)) {
    const link = frame.locator(`a[href=${JSON.stringify(address)}]`).first();
    if ((await link.count()) === 0) continue;
    const asked = new URL(address, by.ui);
    const followed = await by.follow(link);
    expect(followed.path).toContain(asked.pathname);
    expect([followed.query, followed.status]).toEqual(asked.search === '' ? [null, null] : [asked.searchParams.get('query'), 200]);
    found += followed.found;
    clicked++;
  }
  expect(clicked).toBeGreaterThan(1);
  return found;
}

// A manager's walk through the demo, on the UI server that changes nothing.

/** Every link of every board, both kinds of card and the command line: an hour's quarter and more (`npm run test:links`). Else one board and one card. */
const every = process.env.LUYUE_EVERY_LINK === '1';
const boardsToFollow: readonly (string | null)[] = every ? [null, ...Object.keys(contracts)] : [null];
const cardsToFollow: readonly string[] = every ? ['claim', 'complaint'] : ['claim'];

let browser: Browser;
let demo: Demo;
/** The demo's own. */
let ui: Pick<ReadOnlyUi, 'url' | 'log'>;
/** The one that the development server brings along. */
let olderUi: ReadOnlyUi;
/** Beside the manager's: it asks the codec server as tools do, and has no token. */
let outsidersUi: ReadOnlyUi;
let manager: Manager;

/** Id of an open case of a process with a breached clock, as the records have it; waits until the demo has one. */
async function breached(process: string): Promise<string> {
  const { db, close } = connect(demo.stack.postgres.url, { max: 1 });
  try {
    for (let look = 0; look < 120; look++) {
      const open = await listCases(db, { process, status: 'open' }, 1000);
      const late = open.find(({ slaBand, escalation }) => slaBand === 'breached' && escalation > 0);
      if (late !== undefined) return late.id;
      await until(() => false, 2_000);
    }
    throw new Error(`No ${process} of the demo was breached.`);
  } finally {
    await close();
  }
}

/** What a person reads in the frame, once it holds these words. A board or card that was asked too early is asked again, as R does. */
async function read(frame: FrameLocator, words: string, by = manager): Promise<string> {
  for (let look = 0; look < 20; look++) {
    // The frame is made anew when what it shows is asked again: one that went away is looked for again.
    const text = await frame
      .getByText(words)
      .first()
      .waitFor({ timeout: 10_000 })
      .then(() => frame.locator('body').allInnerTexts())
      .then(
        (texts) => texts.join('\n'),
        () => null,
      );
    if (text !== null) return text;
    await by.page.keyboard.press('r');
  }
  throw new Error(`'${words}' was not seen.`);
}

/** Words, and not what stands for them: no JSON, no Markdown that was not rendered, no broken characters. */
function expectWords(text: string): void {
  expect(text).not.toMatch(/\{"|\*\*|\]\(|\|---|\ufffd|undefined|NaN/);
}

/** What a page of a case says, once these words stand on it. */
async function page({ page: shown }: Manager, words: string): Promise<string> {
  await shown.getByText(words).filter({ visible: true }).first().waitFor();
  return (await shown.locator('body').allInnerTexts()).join('\n');
}

beforeAll(async () => {
  browser = await launch();
  const [port, otherPort] = [await choosePort({}), await choosePort({})];
  demo = await Demo.start(join(folder, 'stack'), [port, otherPort].map((of) => `http://127.0.0.1:${of}`).join(','));
  const where = (name: string, of: number) => ({ dir: join(folder, name), engine: demo.stack.engine.address, port: of });
  ui = { url: new URL(demo.stack.engine.uiUrl ?? '').origin, log: () => readFileSync(join(demo.dir, 'ui', 'ui.log'), 'utf8') };
  olderUi = await startReadOnlyUi({ ...where('older', port), codec: demo.codec, version: '2.42.1' });
  const stranger = demo.codec.replace(/\/ui$/, '');
  outsidersUi = await startReadOnlyUi({ ...where('outsider', otherPort), codec: stranger });
  manager = await Manager.at(browser, ui.url);
  await breached('claim');
  await breached('complaint');
  // On a new machine the engine and its UI server are built first.
}, 1_500_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([olderUi?.stop(), outsidersUi?.stop()]);
  await demo?.stop();
}, 120_000);

// After what stops the demo: hooks run in the order of their lines.
const folder = temporaryFolder();

describe('a manager in the browser', () => {
  it('reads the board of all processes, what is late and what waits', async () => {
    const frame = await manager.details('board-all');
    const text = await read(frame, '全部流程 · 看板');
    expectWords(text);
    for (const word of ['在办', '已超期', '待经理决定', '引擎在办 / 档案在办', '小组', '最早的案件', '承诺（近 30 天）'])
      expect(text).toContain(word);
    for (const { title } of Object.values(contracts)) expect(text).toContain(title.zh);
    await manager.picture('board', 1900);
  });

  it.each(Object.keys(contracts))('finds the board of the process %s', async (process) => {
    const frame = await manager.details(boardIdOf(process));
    expectWords(await read(frame, `${contractOf(process)?.title.zh} · 看板`));
  });

  it('reads the card of a claim that is late: where it stands, on whom it waits, what is due by which rule', async () => {
    const id = await breached('claim');
    const frame = await manager.details(id);
    const text = await read(frame, '下一到期');
    expectWords(text);
    for (const word of ['环节:', '等待:', '时限', '待办', '已超期', '时间已压缩', '最近', '总看板']) expect(text).toContain(word);
    expect(text).toMatch(/\(规则 [a-z-]+@\S+, 日历 CN@/);
    await manager.page.getByText('Details', { exact: true }).first().waitFor();
    await manager.picture('card', 1700);
  });

  it('reads the card of a complaint that is late', async () => {
    const id = await breached('complaint');
    const frame = await manager.details(id);
    const text = await read(frame, '已超期');
    expectWords(text);
    for (const word of ['环节:', '等待:', '投诉', '时限', '最近']) expect(text).toContain(word);
    await manager.picture('complaint', 1700);
  });

  it('reads in the history what every timer and step is for', async () => {
    await manager.goto(`/namespaces/luyue/workflows/${await breached('claim')}`);
    await manager.page.getByText('Event History').first().click();
    await manager.page
      .getByText(/(超期|提醒): /)
      .first()
      .waitFor();
  });

  it('reads what came into a case, decoded for those who may', async () => {
    await manager.goto(`/namespaces/luyue/workflows/${await breached('claim')}`);
    expect(await page(manager, '"reference"')).toMatch(/"name": "\p{Script=Han}/u);
    await manager.picture('decoded', 1000);
  });

  it('sees stages and instants, and not one word of what came in, where the codec server does not know who asks', async () => {
    const outsider = await Manager.at(browser, outsidersUi.url);
    try {
      await outsider.goto(`/namespaces/luyue/workflows/${await breached('claim')}`);
      const text = await page(outsider, 'Codec Server could not connect');
      expect(text).toContain('commit');
      expect(text).not.toMatch(/\p{Script=Han}|reference|"kind"/u);
      await outsider.picture('undecoded', 1000);
    } finally {
      await outsider.close();
    }
  });

  it('sees the list with our columns', async () => {
    await manager.goto("/namespaces/luyue/workflows?query=ExecutionStatus='Running'+AND+Kind+IS+NOT+NULL");
    for (const column of ['Kind', 'Stage', 'SlaBand', 'NextDueAt', 'Owner', 'WaitingOn', 'Urgency'])
      await manager.page.getByRole('columnheader', { name: column }).first().waitFor();
    await manager.page
      .getByRole('link', { name: /claim-drill-/ })
      .first()
      .waitFor();
    await manager.page.getByText('claim.motor').first().waitFor();
    await manager.picture('list');
  });

  describe.each([
    ['the demo runs', () => ui.url],
    ['the development server brings along', () => olderUi.url],
  ])('on the UI that %s', (_which, url) => {
    let visitor: Manager;
    beforeAll(async () => {
      visitor = await Manager.at(browser, url());
    });
    afterAll(() => visitor.close());

    it.each(boardsToFollow)('comes by every link of the board of %s to what it says', async (process) => {
      const title = process === null ? '全部流程' : contractOf(process)?.title.zh;
      const frame = await visitor.details(boardIdOf(process));
      await read(frame, `${title} · 看板`, visitor);
      expect(await followAll(frame, visitor)).toBeGreaterThan(0);
    });

    it.each(cardsToFollow)('comes by every link of the card of a %s to what it says', async (process) => {
      const frame = await visitor.details(await breached(process));
      await read(frame, '总看板', visitor);
      // The case may be closed meanwhile, so that a list of its owner's open cases is empty: that it is answered is asked in there.
      await followAll(frame, visitor);
    });

    it('comes by the links of the command line to what they say', async () => {
      const { views, boards } = demo.views();
      const links = [...views, ...boards.map(({ link: page }) => ({ link: page, query: null }))];
      for (const { link, query } of every ? links : links.slice(0, 3)) {
        const followed = await visitor.open(link.replace(ui.url, visitor.ui));
        expect([followed.query, followed.status]).toEqual(query === null ? [null, null] : [query, 200]);
      }
    });
  });

  it('leaves nothing personal in the log of the UI server, which has the whole text of every card and board that was seen', () => {
    const drawn = [...ui.log().matchAll(/\/render\?content=([^&"\\\s]+)/g)].map(([, content = '']) => decodeURIComponent(content));
    expect(drawn.filter((text) => text.includes('全部流程 · 看板')).length).toBeGreaterThan(0);
    const secrets = secretiveExamples(Date.now()).flatMap((example) => example.secrets);
    const places = drawn.map((text) => ({ where: 'log of the UI server', bytes: Buffer.from(text) }));
    expect(new Finder(secrets).all(places)).toEqual([]);
    expect(Math.max(...drawn.map(lengthInAddress))).toBeLessThanOrEqual(mostInAddress);
  });

  it('installs a view by opening its link', async () => {
    const late = savedViews({ now: Date.now() }).find(({ title }) => title.en === 'Breached');
    if (late === undefined) throw new Error('There is no view of the breached.');
    await manager.goto(`/${viewPath(late, 'zh', 'luyue')}`);
    await manager.page
      .getByRole('button', { name: '已超期' })
      .or(manager.page.getByText('已超期', { exact: true }))
      .first()
      .waitFor();
    await manager.page
      .getByRole('link', { name: /claim-drill-/ })
      .first()
      .waitFor();
    await manager.picture('saved-view');
    const kept = await manager.kept('saved-workflow-queries');
    expect(kept).toContain('已超期');
  });

  it('can ask a case, and can change nothing', async () => {
    const id = await breached('claim');
    await manager.goto(`/namespaces/luyue/workflows/${id}`);
    const cancel = manager.page.getByRole('button', { name: 'Request Cancellation' });
    await cancel.waitFor();
    expect(await cancel.isDisabled()).toBe(true);
    const call = (name: string, body = {}) => manager.post(`/api/v1/namespaces/luyue/workflows/${id}/${name}`, body);
    // 429 while the case is at work: it is asked again, as a person would.
    expect(await until(async () => (await call('query/card', { query: { queryType: 'card' } })) === 200, 60_000, 1_000)).toBe(true);
    for (const write of ['terminate', 'cancel', 'signal/x', 'update/x', 'pause', 'reset'])
      expect([write, await call(write)]).toEqual([write, 405]);
  });
});
