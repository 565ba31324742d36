// The part of an address that says what a list shows.

export interface ListSearch {
  search?: string;
  page?: number;
  [filter: string]: string | number | undefined;
}

/** For `validateSearch` of a list's route; `filters` are the names that its list knows besides. */
export const listSearch =
  (...filters: string[]) =>
  (given: Record<string, unknown>): ListSearch => {
    const page = Number(given['page']);
    const kept: ListSearch = {};
    for (const name of ['search', ...filters]) {
      if (typeof given[name] === 'string' && given[name]) kept[name] = given[name];
    }
    if (Number.isInteger(page) && page > 1) kept.page = page;
    return kept;
  };
