// The program, in a worker of its own: a message in, a message out. It is started from a blob, so that the policy of the page holds here too.

let program = null;
let language = null;

self.onmessage = ({ data }) => {
  if (data.module) {
    program = new WebAssembly.Instance(data.module, none(data.module)).exports;
    language = data.language;
    write({ ask: 'words' }, data.words);
    program.answer();
    return;
  }
  try {
    self.postMessage(read(answer(write(data.head, data.files))));
  } catch (error) {
    self.postMessage({ broken: String(error) });
  }
};

// A library asks for the browser's randomness and never uses it here: what is asked for from outside is there, and breaks off.
function none(module) {
  const all = {};
  WebAssembly.Module.imports(module).forEach(({ module: from, name }) => {
    all[from] = { ...all[from], [name]: () => { throw new Error(name); } };
  });
  return all;
}

function write(head, files) {
  const json = new TextEncoder().encode(JSON.stringify({ language, ...head, files: files.map(([name, content]) => [name, content.length]) }));
  const length = 4 + json.length + files.reduce((sum, [, content]) => sum + content.length, 0);
  const start = program.room(length);
  const bytes = new Uint8Array(program.memory.buffer, start, length);
  new DataView(program.memory.buffer).setUint32(start, json.length, true);
  bytes.set(json, 4);
  let at = 4 + json.length;
  files.forEach(([, content]) => { bytes.set(content, at); at += content.length; });
}

function answer() {
  const length = program.answer();
  return new Uint8Array(program.memory.buffer, program.place(), length);
}

function read(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const { files: rows, ...head } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  let at = 4 + length;
  const files = rows.map(([name, size]) => {
    const content = bytes.slice(at, at + size);
    at += size;
    return [name, content];
  });
  return { head, files };
}
