// The pages for second steps and passkeys: most people need none of them, so they are loaded when they are.
import type {ComponentType} from 'react';

import type {FactorStep} from '../steps.ts';

export type FactorPages = ComponentType<{step: FactorStep}>;

let pages: FactorPages | undefined;

export const loadedFactorPages = () => pages;

export async function loadFactorPages(): Promise<FactorPages> {
  pages ??= (await import('./factor_pages.tsx')).Pages;
  return pages;
}
