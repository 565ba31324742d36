// The accent colour comes from settings, so its companions are computed: text on it and it as text
// have the contrast that WCAG 2.2, 1.4.3 demands (4.5:1).

type Rgb = readonly [number, number, number];

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
const enough = 4.5;

const parse = (hex: string): Rgb | undefined => {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(hex);
  const digits = short ? short.slice(1).map((digit) => digit + digit).join('') : hex.slice(1);
  if (!/^#/.test(hex) || !/^[0-9a-f]{6}$/i.test(digits)) return undefined;
  const value = Number.parseInt(digits, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};

const format = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

const mix = (from: Rgb, to: Rgb, share: number): Rgb =>
  [0, 1, 2].map((i) => from[i]! + (to[i]! - from[i]!) * share) as unknown as Rgb;

const luminance = (rgb: Rgb): number => {
  const [r, g, b] = rgb.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrastOf = (one: Rgb, other: Rgb): number => {
  const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

export const contrast = (one: string, other: string): number => {
  const [a, b] = [parse(one), parse(other)];
  return a && b ? contrastOf(a, b) : 1;
};

/** Moves `color` towards `goal` no further than it takes to be readable against `against`. */
const adjust = (color: Rgb, goal: Rgb, against: Rgb): Rgb => {
  for (let share = 0; share < 1; share += 0.02) {
    const tried = mix(color, goal, share);
    if (contrastOf(parse(format(tried))!, against) >= enough) return tried;
  }
  return goal;
};

export interface Accent {
  fill: string;
  hover: string;
  /** text on `fill` and `hover` */
  on: string;
  /** the accent as text on the surface */
  text: string;
}

/** Undefined if a colour is not hexadecimal: the style sheet's defaults stay then. */
export function accentOf(primary: string, surface: string): Accent | undefined {
  const [color, ground] = [parse(primary), parse(surface)];
  if (!color || !ground) return undefined;
  const lightGround = luminance(ground) > 0.5;
  // White text looks right on most brand colours: darken a little for it rather than turn it black.
  const whiteText = contrastOf(color, white) >= 3;
  const fill = whiteText ? adjust(color, black, white) : color;
  return {
    fill: format(fill),
    hover: format(mix(fill, whiteText ? black : white, 0.12)),
    on: whiteText ? '#ffffff' : '#16181d',
    text: format(adjust(color, lightGround ? black : white, ground)),
  };
}
