#include "bench/bulk_users.h"

#include "base/task.h"
#include "crypto/random.h"
#include "storage/database.h"
#include "storage/user_store.h"

#include <algorithm>
#include <stdexcept>

namespace daemun::bench {
namespace {

// PostgreSQL walks through the versions of the tenant's count, one for each user of a transaction.
constexpr std::size_t users_in_a_plan = 500;

// With what a user of a real tenant has.
User make_user(crypto::Random& random, std::size_t number, TimePoint now) {
  const auto name = "user" + std::to_string(number);
  return {
      .id = UserId(crypto::random_id(random, 12)),
      .username = name,
      .primary_email = name + "@example.com",
      .name = "User Number " + std::to_string(number),
      .profile = R"({"givenName":"User","locale":"en"})",
      .custom_data = R"({"plan":"free","seats":3})",
      .created_at = now,
      .updated_at = now};
}

}  // namespace

void insert_users(const std::string& database_url, std::size_t first, std::size_t last) {
  const auto database = storage::open_database({.url = database_url});
  const storage::UserStore users(*database, TenantId("default"));
  crypto::SystemRandom random;
  const SystemClock clock;
  for (std::size_t number = first; number <= last;) {
    storage::Plan plan;
    const auto end = std::min(last, number + users_in_a_plan - 1);
    for (; number <= end; ++number) {
      const auto user = make_user(random, number, clock.now());
      plan.add(users.insert(user, std::nullopt)).add(users.assign_default_roles(user.id));
    }
    const auto committed = run_task(database->commit(std::move(plan)));
    if (!committed) throw std::runtime_error("the users of the bench are there already");
  }
}

}  // namespace daemun::bench
