// A picture that looks like a QR code, for the eye alone: version 3, 29 modules, with its three corners.
import {createHash} from 'node:crypto';

const size = 29;
const quiet = 4;

const corner = (x, y) => Math.max(Math.abs(x - 3), Math.abs(y - 3)) !== 2 && Math.max(Math.abs(x - 3), Math.abs(y - 3)) < 4;

export function qrCode(text) {
  const noise = createHash('shake256', {outputLength: size * size}).update(text).digest();
  const isDark = (x, y) => {
    for (const [left, top] of [[0, 0], [size - 7, 0], [0, size - 7]]) {
      const [dx, dy] = [x - left, y - top];
      if (dx >= -1 && dx <= 7 && dy >= -1 && dy <= 7) return dx >= 0 && dx < 7 && dy >= 0 && dy < 7 && corner(dx, dy);
    }
    return noise[y * size + x] % 2 === 1;
  };
  const path = Array.from({length: size * size}, (_, index) => [index % size, Math.floor(index / size)])
    .filter(([x, y]) => isDark(x, y))
    .map(([x, y]) => `M${x + quiet} ${y + quiet}h1v1h-1z`)
    .join('');
  const all = size + 2 * quiet;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${all} ${all}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${all}v${all}H0z"/><path d="${path}"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
