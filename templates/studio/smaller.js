// A picture that is wider than learners need, drawn again at the width that they do. Knows no element of the page.

// In pixels: what a wide screen shows of a page, and what `check` advises.
export const WIDEST = 1600;
const QUALITY = 0.85;
// What is drawn again in its own kind. A GIF or an animated PNG would stand still.
const KINDS = ['image/png', 'image/jpeg'];
// Where a PNG says that it moves: before its first data.
const HEAD = 4096;

// Gives { file, from, to }: the file to be sent, and its widths in pixels. `to` is `from` where the picture stays as it is: it is not
// wider, cannot be drawn here, or would not have fewer bytes.
export async function smaller(file) {
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch (error) {
    return { file, from: 0, to: 0 };
  }
  const from = picture.width;
  const same = { file, from, to: from };
  if (from <= WIDEST || !KINDS.includes(file.type) || await isMoving(file)) return same;
  const drawn = await draw(picture, Math.max(1, Math.round(picture.height * WIDEST / from)), file.type);
  return drawn && drawn.type === file.type && drawn.size < file.size ? { file: drawn, from, to: WIDEST } : same;
}

function draw(picture, height, kind) {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDEST, height });
  const pen = canvas.getContext('2d');
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, WIDEST, height);
  return new Promise((resolve) => { canvas.toBlob(resolve, kind, QUALITY); });
}

const isMoving = async (file) => (await file.slice(0, HEAD).text()).includes('acTL');
