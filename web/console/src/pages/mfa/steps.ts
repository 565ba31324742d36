// What users see under the settings, step by step (src/domain/mfa_policy.cpp).
import {isAdaptive, isSkippable, type Values} from './settings.ts';

export type Step = 'credentials' | 'suggest' | 'set_up' | 'backup' | 'use' | 'passkey' | 'done';
export type Situation = 'register' | 'without' | 'with' | 'unusual' | 'passkey';

type Rules = Pick<Values, 'factors' | 'policy' | 'passkey'>;

const setUp = ({factors, policy}: Rules): Step[] => [
  isSkippable(policy) ? 'suggest' : 'set_up',
  ...(factors.includes('BackupCode') ? (['backup'] as const) : []),
];

function asksAt(situation: 'register' | 'without', policy: Rules['policy']): boolean {
  if (policy === 'NoPrompt') return false;
  return situation === 'without' || !policy.startsWith('PromptOnlyAtSignIn');
}

const withFactor: Step[] = ['credentials', 'use', 'done'];

/** With a factor: whether it is asked for may depend on how the sign-in looks. */
const usePaths = ({policy}: Rules): [Situation, Step[]][] =>
  isAdaptive(policy)
    ? [
        ['with', ['credentials', 'done']],
        ['unusual', withFactor],
      ]
    : [['with', withFactor]];

export function stepsOf(rules: Rules): [Situation, Step[]][] {
  const hasFactors = rules.factors.length > 0;
  const path = (situation: 'register' | 'without'): [Situation, Step[]] => [
    situation,
    ['credentials', ...(hasFactors && asksAt(situation, rules.policy) ? setUp(rules) : []), 'done'],
  ];
  return [
    path('register'),
    ...(hasFactors
      ? [
          path('without'),
          ...usePaths(rules),
        ]
      : []),
    // With user verification: two factors in one.
    ...(rules.passkey ? [['passkey', ['passkey', 'done']] as [Situation, Step[]]] : []),
  ];
}
