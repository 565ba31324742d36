#include "storage/phone_conflicts.h"

#include "domain/phone_number.h"
#include "storage/phone_conflicts_sql.h"

namespace daemun::storage {
namespace {

namespace sql = phone_conflicts_sql;

constexpr std::int64_t page_size = 1000;

}  // namespace

Task<std::vector<PhoneConflict>> PhoneConflictStore::find() const {
  std::vector<PhoneConflict> conflicts;
  std::string last;
  while (true) {
    Query query{sql::page, {tenant_, last, page_size}};
    const auto rows = co_await database_.read(std::move(query));
    for (const auto& row : rows) {
      last = row.text("primary_phone");
      auto canonical = parse_phone_number(last).value_or("");
      if (canonical == last) continue;
      conflicts.push_back(
          {.user = row.id<UserId>("id"), .stored = last, .canonical = std::move(canonical)}
      );
    }
    if (rows.size() < static_cast<std::size_t>(page_size)) break;
  }
  co_return conflicts;
}

}  // namespace daemun::storage
