const shared = require('./jest.config.js').projects[0];

/**
 * The walk in a browser: it starts the demo and needs chromium, so that it is no part of `npm test`.
 * @type {import('jest').Config}
 */
module.exports = { ...shared, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.test.ts'], testTimeout: 300_000 };
