// Loaded before a child's own code: ends it when the supervisor was killed, because a process
// that is killed the hard way cannot end its children.
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 1000).unref();
