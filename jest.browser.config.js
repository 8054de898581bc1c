const shared = require('./jest.config.js').projects[0];

/**
 * The walk in a browser: it starts the demo and needs chromium, so that it runs by a word of its own.
 * @type {import('jest').Config}
 */
module.exports = { ...shared, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.test.ts'], testTimeout: 240_000 };
