import {accentOf} from '../../../../shared/color.ts';

// The pages' ground in the dark (web/experience/src/theme.ts).
const darkGround = '#1b1e22';
const lightGround = '#ffffff';

/** The colour, lighter, until it can be read on the dark ground. Undefined for what is no colour. */
export const toDarkVariant = (primary: string): string | undefined => accentOf(primary, darkGround)?.text;

/** The colour that buttons use where the chosen one would make their text unreadable. */
export function adjustedFill(color: string, theme: 'light' | 'dark'): string | undefined {
  const fill = accentOf(color, theme === 'dark' ? darkGround : lightGround)?.fill;
  return fill && fill.toLowerCase() !== color.toLowerCase() ? fill : undefined;
}
