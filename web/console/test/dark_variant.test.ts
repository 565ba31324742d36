import {expect, it} from 'vitest';

import {contrast} from '../../shared/color.ts';
import {adjustedFill, toDarkVariant} from '../src/pages/sign_in_experience/dark_variant.ts';

it('the dark variant of a colour can be read on the dark ground', () => {
  for (const color of ['#2f6f5e', '#000', '#0000ff', '#d9480f', '#ffffff']) {
    expect(contrast(toDarkVariant(color)!, '#1b1e22')).toBeGreaterThanOrEqual(4.5);
  }
  expect(toDarkVariant('red')).toBeUndefined();
});

it('says what buttons have only where it is not the colour itself', () => {
  expect(adjustedFill('#2f6f5e', 'light')).toBeUndefined();
  expect(adjustedFill('#ff6b35', 'light')).not.toBe('#ff6b35');
  expect(adjustedFill('#12', 'light')).toBeUndefined();
});
