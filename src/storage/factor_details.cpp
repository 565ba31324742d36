#include "storage/factor_details.h"

#include "storage/user_factor_store_sql.h"
#include "storage/user_store_sql.h"

#include <utility>

namespace daemun::storage {

namespace sql = user_factor_store_sql;

Task<std::vector<std::optional<TimePoint>>> FactorDetails::list_backup_codes(std::string factor_id
) const {
  Query query{sql::list_backup_codes, {tenant_, std::move(factor_id)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<std::optional<TimePoint>> uses;
  for (const auto& row : rows)
    uses.push_back(row.optional_time("used_at"));
  co_return uses;
}

Statement FactorDetails::rename_passkey(
    const UserId& user, std::string_view id, std::string_view name
) const {
  return Statement{sql::rename_passkey, {tenant_, user, id, name}, RowCount::exactly(1)};
}

Plan FactorDetails::require_no_codes(const UserId& user) const {
  Plan plan;
  plan.add(Statement{user_store_sql::hold, {tenant_, user}, RowCount::exactly(1)})
      .add(Statement{sql::require_no_codes, {tenant_, user}, RowCount::exactly(0)});
  return plan;
}

}  // namespace daemun::storage
