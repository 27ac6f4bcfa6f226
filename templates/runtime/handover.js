// How a page of the module leaves its session to the page of another language. Only a module in several languages has this file:
// without them nobody calls what stands here.

// All is saved and nothing is closed. Gives how long the session has lasted, or null where the LMS has refused something; then this
// page goes on, unless it is to go anyway.
function handOver(run, anyway) {
  if (!run.held || run.closed) return null;
  flush(run, true);
  const kept = !run.adapter.handOver || run.adapter.handOver();
  if ((run.trouble || !kept) && !anyway) return null;
  run.closed = true;
  return Math.round(run.world.elapsed() - run.began);
}
