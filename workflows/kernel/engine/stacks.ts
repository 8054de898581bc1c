// Loaded before any case, while the sandbox can still be set. The SDK notes the stack of every promise of every case, mapped to its
// source, for its query `__stack_trace`: a third of a worker's CPU (docs/performance.md). What goes wrong in a stage is found by
// rendering the record again, in plain Node with its stacks.
Error.stackTraceLimit = 0;

export {};
