#include "storage/phone_conflicts.h"

#include "domain/phone_number.h"

namespace daemun::storage {
namespace {

constexpr std::int64_t page_size = 1000;
constexpr Sql page_sql{
    "select id, primary_phone from users where tenant_id = $1 and primary_phone > $2 "
    "order by primary_phone limit $3"};

}  // namespace

Task<std::vector<PhoneConflict>> PhoneConflictStore::find() const {
  std::vector<PhoneConflict> conflicts;
  std::string last;
  while (true) {
    Query query{page_sql, {tenant_, last, page_size}};
    const auto rows = co_await database_.read(std::move(query));
    for (const auto& row : rows) {
      last = row.text(1);
      auto canonical = parse_phone_number(last).value_or("");
      if (canonical == last) continue;
      conflicts.push_back(
          {.user = row.id<UserId>(0), .stored = last, .canonical = std::move(canonical)}
      );
    }
    if (rows.size() < static_cast<std::size_t>(page_size)) break;
  }
  co_return conflicts;
}

}  // namespace daemun::storage
