/**
 * The environment of a function, parsed once at start.
 *
 * A missing or malformed variable stops the function at its first invocation with a sentence that names it,
 * not in the middle of somebody's alert.
 */
import * as z from 'zod';

export function parseEnvironment<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: Record<string, string | undefined> = process.env,
): z.infer<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(environment);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment of this function is not complete. ${problems.join('; ')}. It is set in infra/.`);
}
