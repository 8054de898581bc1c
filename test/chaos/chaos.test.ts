import { faultsNamed } from './faults/index';
import { run } from './run';
import { DevEngine } from './world/dev-engine';

jest.setTimeout(360_000);

const kills = ['worker-kill', 'postgres-kill', 'engine-kill', 'bank-kill', 'sinks-kill'];

it('a company whose parts are killed one after the other loses nothing and does nothing twice', async () => {
  const lines: string[] = [];
  const { struck, figures, differences } = await run({
    seed: 20261126,
    stormMs: 20_000,
    settleMs: 120_000,
    counts: { claims: 12, complaints: 3, emergencies: 1 },
    daySeconds: 20,
    players: 4,
    makeEngine: (dir) => new DevEngine(dir),
    workers: 1,
    faults: faultsNamed(kills),
    all: true,
    print: (text) => lines.push(text),
  });
  expect(differences).toEqual([]);
  expect(new Set(struck.map(({ fault }) => fault))).toEqual(new Set(kills));
  for (const { proof } of struck) expect(proof).toMatch(/SIGKILL/);
  expect(figures).toMatchObject({ openings: 16, faults: struck.length });
  expect(figures.acknowledged).toBeGreaterThan(40);
  expect(figures.payments).toBeGreaterThan(5);
});
