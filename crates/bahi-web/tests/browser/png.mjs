// Pictures of pages made small: few colours, a palette, packed as tightly as can be.

import { deflateSync, inflateSync, crc32 } from "node:zlib";

const HEAD = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** A picture of the browser (eight bits a channel, not interlaced) with at most 256 colours. */
export function smaller(png) {
  const { width, height, channels, pixels } = read(png);
  // A few bits a channel are enough for text and flat colours; the most frequent of them make the palette.
  const key = (at) => ((pixels[at] >> 2) << 12) | ((pixels[at + 1] >> 2) << 6) | (pixels[at + 2] >> 2);
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += channels) {
    const found = counts.get(key(at));
    if (found) { found.count += 1; } else { counts.set(key(at), { count: 1, rgb: [pixels[at], pixels[at + 1], pixels[at + 2]] }); }
  }
  const palette = [...counts.values()].sort((a, b) => b.count - a.count || a.rgb.join().localeCompare(b.rgb.join())).slice(0, 256).map((c) => c.rgb);
  const nearest = new Map([...counts].map(([k, { rgb }]) => [k, closest(palette, rgb)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += channels) { rows[y * (width + 1) + 1 + x] = nearest.get(key(at)); }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([HEAD, chunk("IHDR", head), chunk("PLTE", Buffer.from(palette.flat())), chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

function closest(palette, [r, g, b]) {
  let best = 0, least = Infinity;
  palette.forEach(([pr, pg, pb], index) => {
    const far = (r - pr) ** 2 + (g - pg) ** 2 + (b - pb) ** 2;
    if (far < least) { least = far; best = index; }
  });
  return best;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function read(png) {
  const parts = [];
  let width = 0, height = 0, channels = 0;
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at), name = png.toString("latin1", at + 4, at + 8), data = png.subarray(at + 8, at + 8 + length);
    if (name === "IHDR") {
      width = data.readUInt32BE(0);
      height = data.readUInt32BE(4);
      channels = { 2: 3, 6: 4 }[data[9]];
      if (data[8] !== 8 || !channels || data[12]) { throw new Error("no picture of a browser"); }
    }
    if (name === "IDAT") { parts.push(data); }
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(parts)), row = width * channels, pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) { unfilter(raw, pixels, y, row, channels); }
  return { width, height, channels, pixels };
}

// The filters of PNG: each byte is told by its neighbours to the left and above.
function unfilter(raw, pixels, y, row, channels) {
  const filter = raw[y * (row + 1)];
  for (let x = 0; x < row; x += 1) {
    const left = x >= channels ? pixels[y * row + x - channels] : 0;
    const above = y ? pixels[(y - 1) * row + x] : 0;
    const corner = y && x >= channels ? pixels[(y - 1) * row + x - channels] : 0;
    const add = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
    pixels[y * row + x] = (raw[y * (row + 1) + 1 + x] + add) & 255;
  }
}

function paeth(left, above, corner) {
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  if (a <= b && a <= c) { return left; }
  return b <= c ? above : corner;
}
