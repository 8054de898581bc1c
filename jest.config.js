/** @type {import('jest').Config} */
const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
    // Published as ES modules only.
    '/node_modules/(jose|content-disposition)/.+\\.js$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(jose|content-disposition)/)'],
};

/**
 * One project per kind of test: what it needs grows from top to bottom (nothing, PostgreSQL, an engine).
 * JavaScript, because jest reads a TypeScript configuration only with one more package.
 * @type {import('jest').Config}
 */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/test/{domain,kernel,claims,complaints,emergencies,improvements,programmes,structure,activities,client,cli/parts,http/parts,chaos/checks}/**/*.test.ts',
      ],
    },
    { ...shared, displayName: 'replay', testMatch: ['<rootDir>/test/replay/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'services',
      testMatch: ['<rootDir>/test/{dev,db,notices,flows,e2e,cli/flows,http/flows}/**/*.test.ts', '<rootDir>/test/chaos/*.test.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
  maxWorkers: 2,
  testTimeout: 60_000,
};
