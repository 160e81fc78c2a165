// The product's mark as PNG, for the home screens of phones that take no SVG: drawn here, point by
// point, so that no picture file has to be kept in step with icon.svg.
import { crc32, deflateSync } from 'node:zlib';

const GROUND = [0x0b, 0x5c, 0x68];
const INK = [0xff, 0xff, 0xff];

/** How the mark lies in a square of side 1: two rings, and the lens that they share. */
function inked(x, y, size) {
  const radius = 0.236 * size;
  const reach = 0.125 * size;
  const left = Math.hypot(x - 0.5 + reach, y - 0.5);
  const right = Math.hypot(x - 0.5 - reach, y - 0.5);
  const ring = (distance) => Math.abs(distance - radius) < 0.031 * size;
  return ring(left) || ring(right) || (left < radius && right < radius);
}

/** Whether a point is within the rounded square. */
function within(x, y, corner) {
  const dx = Math.max(corner - x, x - 1 + corner, 0);
  const dy = Math.max(corner - y, y - 1 + corner, 0);
  return Math.hypot(dx, dy) <= corner || corner === 0;
}

/** A PNG of `side` pixels. `corner` rounds the square, `size` shrinks the mark (1 is as icon.svg). */
export function icon(side, { corner = 0.19, size = 1 } = {}) {
  const rows = [];
  const steps = [0.125, 0.375, 0.625, 0.875];
  for (let row = 0; row < side; row++) {
    const line = Buffer.alloc(1 + side * 4);
    for (let column = 0; column < side; column++) {
      let ink = 0;
      let ground = 0;
      for (const a of steps) {
        for (const b of steps) {
          const [x, y] = [(column + a) / side, (row + b) / side];
          if (!within(x, y, corner)) continue;
          ground += 1;
          if (inked(x, y, size)) ink += 1;
        }
      }
      const share = ground === 0 ? 0 : ink / ground;
      for (let c = 0; c < 3; c++) line[1 + column * 4 + c] = Math.round(GROUND[c] + (INK[c] - GROUND[c]) * share);
      line[1 + column * 4 + 3] = Math.round((ground / 16) * 255);
    }
    rows.push(line);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
