// Which users a search with wildcards may find, by an index of the letters in what they are
// searched by: a superset, small enough to look at each. SQLite has it in a table that triggers
// keep; PostgreSQL where its role may have the extension pg_trgm (migration 12).
#ifndef DAEMUN_STORAGE_USER_SEARCH_H
#define DAEMUN_STORAGE_USER_SEARCH_H

#include "storage/database.h"
#include "storage/search.h"

#include <optional>
#include <vector>

namespace daemun::storage {

class UserSearch {
 public:
  UserSearch(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // More than these are not worth the way: nearly as fast, all users are looked at.
  static constexpr std::int64_t max_candidates = 2000;

  using Candidates = std::optional<std::vector<UserId>>;
  // Nothing where the index does not help: too many may match, a pattern has no three letters in a
  // row, a condition is of another kind or field.
  Task<Candidates> find_candidates(Search search) const;

  // Whether PostgreSQL has the index; SQLite always does.
  Task<bool> has_index() const;

 private:
  Task<Candidates> find_candidates(SearchCondition condition, PatternCase letter_case) const;
  Task<Candidates> find_in_sqlite(std::vector<std::string> trigrams) const;
  Task<Candidates> find_in_postgres(std::string pattern) const;
  // The rarest of them, as a query of the index; nothing when all are common.
  Task<std::optional<std::string>> load_rare(std::vector<std::string> trigrams) const;

  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
