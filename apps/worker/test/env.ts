/** The environment of a child: where programs are found, and what the test says. */
export function childEnvironment(additions: Record<string, string>): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], ...additions };
}
