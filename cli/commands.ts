// Code of a command is loaded when it is called, so that `due` does not wait for the SDK. `require`, because a dynamic
// import of this module format wants file extensions that the sources do not have.

export const act = (): typeof import('./commands/act') => require('./commands/act');
export const acts = (): typeof import('./commands/acts') => require('./commands/acts');
export const board = (): typeof import('./commands/board') => require('./commands/board');
export const bulk = (): typeof import('./commands/bulk') => require('./commands/bulk');
export const calendar = (): typeof import('./commands/calendar') => require('./commands/calendar');
export const changes = (): typeof import('./commands/changes') => require('./commands/changes');
export const codec = (): typeof import('./commands/codec') => require('./commands/codec');
export const show = (): typeof import('./commands/show') => require('./commands/show');
export const definitions = (): typeof import('./definitions') => require('./definitions');
export const doctor = (): typeof import('./commands/doctor') => require('./commands/doctor');
export const down = (): typeof import('./commands/down') => require('./commands/down');
export const due = (): typeof import('./commands/due') => require('./commands/due');
export const keys = (): typeof import('./commands/keys') => require('./commands/keys');
export const log = (): typeof import('./commands/log') => require('./commands/log');
export const migrate = (): typeof import('./commands/migrate') => require('./commands/migrate');
export const open = (): typeof import('./commands/open') => require('./commands/open');
export const org = (): typeof import('./commands/org') => require('./commands/org');
export const preview = (): typeof import('./commands/preview') => require('./commands/preview');
export const processes = (): typeof import('./commands/processes') => require('./commands/processes');
export const recount = (): typeof import('./commands/recount') => require('./commands/recount');
export const reconcile = (): typeof import('./commands/reconcile') => require('./commands/reconcile');
export const reopen = (): typeof import('./commands/reopen') => require('./commands/reopen');
export const report = (): typeof import('./commands/report') => require('./commands/report');
export const rules = (): typeof import('./commands/rules') => require('./commands/rules');
export const staff = (): typeof import('./commands/staff') => require('./commands/staff');
export const sync = (): typeof import('./commands/sync') => require('./commands/sync');
export const tasks = (): typeof import('./commands/tasks') => require('./commands/tasks');
export const token = (): typeof import('./commands/token') => require('./commands/token');
export const up = (): typeof import('./commands/up') => require('./commands/up');
export const verify = (): typeof import('./commands/verify') => require('./commands/verify');
export const views = (): typeof import('./commands/views') => require('./commands/views');
export const watch = (): typeof import('./commands/watch') => require('./commands/watch');
export const webhooks = (): typeof import('./commands/webhooks') => require('./commands/webhooks');
export const why = (): typeof import('./commands/why') => require('./commands/why');
