// An LMS that loses its connection: of every six requests that carry data, the last three find no server. Counted and not timed, so
// that the same visit always meets the same losses.

const ROUND = 6;
const REACHED = 3;

export function drops() {
  let requests = 0;
  return {
    reaches: () => {
      requests += 1;
      return (requests - 1) % ROUND < REACHED;
    },
  };
}
