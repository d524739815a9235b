/** Next compiles the instrumentation for a second runtime too, in which nothing of the console runs. */
export function assertReady(): void {}
