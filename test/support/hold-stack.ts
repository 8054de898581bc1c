import { startStack } from '../../dev/stack';

/** Holds a stack until it is told to end, as `luyue up` does: `hold-stack.ts <folder>`. Prints a line when it is up. */
const hold = async (dir: string): Promise<void> => {
  const stack = await startStack({ dir, engine: 'file', searchAttributes: {}, ports: 'any' });
  process.once('SIGTERM', () => {
    void stack.stop();
  });
  console.log('up');
};

void hold(process.argv[2] ?? '');
