// The part of the address that keeps the ID of a connector while it is set up: its callback URL stays the same after
// a reload.

export interface SetUpSearch {
  id?: string;
}

/** For `validateSearch`: only an ID as this console makes them. */
export function setUpSearch({id}: Record<string, unknown>): SetUpSearch {
  // An ID of digits alone arrives as a number.
  const text = typeof id === 'number' ? String(id) : id;
  return typeof text === 'string' && /^[a-z0-9]{12}$/.test(text) ? {id: text} : {};
}
