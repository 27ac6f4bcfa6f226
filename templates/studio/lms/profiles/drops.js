// An LMS that loses its connection: of every eight requests that carry data, the last four find no server (Moodle's page makes two for a
// commit that fails). Counted and not timed, so that the same visit always meets the same losses.

const ROUND = 8;
const REACHED = 4;

export function drops() {
  let requests = 0;
  return {
    reaches: () => {
      requests += 1;
      return (requests - 1) % ROUND < REACHED;
    },
  };
}
