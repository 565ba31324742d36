// How a tab says what it would save, so that the preview draws it.
import {createContext, useContext, useEffect} from 'react';

import type {ExperienceChanges} from './data.ts';
import type {Texts} from './phrases.ts';

export interface Draft {
  settings?: ExperienceChanges;
  /** by language; a text that is not there is the built-in one */
  texts?: Record<string, Texts>;
}

interface PreviewState {
  setDraft: (draft: Draft) => void;
  language: string;
  setLanguage: (language: string) => void;
}

export const PreviewContext = createContext<PreviewState | undefined>(undefined);

export function usePreview(): PreviewState {
  const state = useContext(PreviewContext);
  if (!state) throw new Error('there is no preview around');
  return state;
}

/** Shown while the caller is. */
export function useDraft(draft: Draft) {
  const {setDraft} = usePreview();
  const text = JSON.stringify(draft);
  useEffect(() => setDraft(JSON.parse(text) as Draft), [text, setDraft]);
  useEffect(() => () => setDraft({}), [setDraft]);
}
