import { z } from 'zod';
import { LuyueError } from '../domain/errors';

/** The value in the shape, or an error that names path and reason. @throws LuyueError input.invalid */
export const parseInput = <Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> => {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new LuyueError('input.invalid', z.prettifyError(result.error));
};
