const shared = require('./jest.config.js').projects[0];

/** With LUYUE_EVERY_LINK=1 (`npm run test:links`) also what takes long: every link of every board on two UI servers, and the README's tour. */
const tests = process.env.LUYUE_EVERY_LINK === '1' ? '*' : 'walk';

/**
 * The walk in a browser: it starts the demo and needs chromium, so that it runs by a word of its own.
 * @type {import('jest').Config}
 */
module.exports = { ...shared, displayName: 'browser', testMatch: [`<rootDir>/test/browser/${tests}.test.ts`], testTimeout: 240_000 };
