// Time that passes only when a test says so. Tasks of equal time run in the order in which they were given.

export function createClock(start = Date.UTC(2026, 10, 2, 8)) {
  const clock = { now: start, tasks: [], next: 1 };
  const take = (until) => {
    clock.tasks.sort((a, b) => a.at - b.at || a.id - b.id);
    return clock.tasks.length && clock.tasks[0].at <= until ? clock.tasks.shift() : null;
  };
  return {
    now: () => clock.now,
    later: (owner, work, wait = 0) => {
      const id = clock.next;
      clock.next += 1;
      clock.tasks.push({ id, at: clock.now + Math.max(0, Number(wait) || 0), owner, work });
      return id;
    },
    cancel: (id) => { clock.tasks = clock.tasks.filter((task) => task.id !== id); },
    // A page that is gone runs nothing any more.
    forget: (owner) => { clock.tasks = clock.tasks.filter((task) => task.owner !== owner); },
    // Lets time pass, and with it all that was waiting. Promises get their turn between tasks.
    pass: async (milliseconds) => {
      const until = clock.now + milliseconds;
      for (;;) {
        await null;
        await null;
        const task = take(until);
        if (!task) break;
        clock.now = Math.max(clock.now, task.at);
        task.work();
      }
      clock.now = until;
    },
  };
}
