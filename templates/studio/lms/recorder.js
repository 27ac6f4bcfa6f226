// Hears what a module asks of the API of an LMS, without changing any answer.

const SILENT = /Get(LastError|ErrorString|Diagnostic)$/;

// A stand-in for a player's window: what an LMS puts there as its API is heard by `hear({ name, args, result, error, threw })`, whenever
// it puts it there. Questions about the last error are left out, since each call is told with its error code.
export function createGate(window, hear) {
  return new Proxy(window, {
    // A function of a window must be called on that window. `new` works on a bound class as well.
    get: (target, name) => {
      const value = target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (target, name, value) => {
      target[name] = /^API(_1484_11)?$/.test(name) ? record(value, hear) : value;
      return true;
    },
  });
}

function record(api, hear) {
  const lastError = Object.keys(api).find((name) => /GetLastError$/.test(name));
  // Asked for anew at each call, because a profile may change a function later.
  const call = (name, given) => api[name](...given);
  const heard = (name, given) => {
    const told = { name, args: given.map(String), result: '', error: '', threw: '' };
    try {
      const result = call(name, given);
      hear({ ...told, result: String(result), error: String(call(lastError, [])) });
      return result;
    } catch (error) {
      hear({ ...told, threw: String(error.message) });
      throw error;
    }
  };
  return Object.fromEntries(Object.keys(api).map((name) => [name, (...given) => (SILENT.test(name) ? call : heard)(name, given)]));
}
