export const line = {
  viewBox: '0 0 24 24',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.75,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  className: 'icon',
  'aria-hidden': true,
  focusable: false,
} as const;

export const Eye = ({open}: {open: boolean}) => (
  <svg {...line}>
    <path d="M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12Z" />
    <circle cx="12" cy="12" r="3" />
    {!open && <path d="M4.500 4.500l15 15" />}
  </svg>
);

export const Check = () => (
  <svg {...line}>
    <path d="M5 12.500l4.500 4.500L19 7.500" />
  </svg>
);

export const Dot = () => (
  <svg {...line}>
    <circle cx="12" cy="12" r="2" fill="currentColor" />
  </svg>
);

export const Alert = () => (
  <svg {...line}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7.500v5.500M12 16.500v.01" />
  </svg>
);

export const Key = () => (
  <svg {...line}>
    <circle cx="8" cy="12" r="4.5" />
    <path d="M12.5 12h9v3.5M17.5 12v2.5" />
  </svg>
);

export const Building = () => (
  <svg {...line}>
    <path d="M5 20.500V4.500h9v16M14 9.500h5v11M3 20.500h18M8 8.500h3M8 12.500h3M8 16.500h3" />
  </svg>
);

export const Globe = () => (
  <svg {...line}>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M3.500 12h17M12 3.500c5 5 5 12 0 17M12 3.500c-5 5-5 12 0 17" />
  </svg>
);

export const Chevron = () => (
  <svg {...line}>
    <path d="M7 10l5 5 5-5" />
  </svg>
);
