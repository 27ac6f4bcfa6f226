export function createLanguages() { return { draw() {} }; }
