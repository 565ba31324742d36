/** For password managers, which look for a pair: whose password the form asks for. */
export const OwnerName = ({name}: {name: string}) => (
  <input
    type="text"
    className="hidden"
    name="username"
    autoComplete="username"
    value={name}
    readOnly
    tabIndex={-1}
    aria-hidden
  />
);
