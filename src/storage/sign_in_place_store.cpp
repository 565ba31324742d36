#include "storage/sign_in_place_store.h"

#include "storage/sign_in_place_store_sql.h"

#include <stdexcept>

namespace daemun::storage {

namespace sql = sign_in_place_store_sql;

Task<std::optional<KnownPlaces>> SignInPlaceStore::find(UserId user) const {
  Query query{sql::find, {tenant_, std::move(user)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return KnownPlaces();
  std::optional<KnownPlaces> known;
  try {
    known = parse_known_places(rows.front().text("places"));
  } catch (const std::runtime_error&) {
    // Nothing is known then; the caller asks for more than the password.
  }
  co_return known;
}

Statement SignInPlaceStore::upsert(const UserId& user, const KnownPlaces& known, TimePoint now)
    const {
  return Statement{sql::upsert, {tenant_, user, to_json_text(known), now}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
