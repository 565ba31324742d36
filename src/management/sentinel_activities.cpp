// Unlocking identifiers on which too many attempts have failed: /sentinel-activities/delete.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/sentinel_store.h"
#include "storage/user_store.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace daemun::management {
namespace {

constexpr std::size_t max_targets = 1'000;

struct ClearTargets {
  Word<"User", "App"> target_type{};
  std::vector<Text<1, 256>> targets{};
};
BOOST_DESCRIBE_STRUCT(ClearTargets, (), (target_type, targets))

class SentinelActivities {
 public:
  explicit SentinelActivities(const Dependencies& dependencies)
      : dependencies_(dependencies), sentinel_(dependencies.database, dependencies.tenant) {}

  // A target is what a person types to sign in: a user name, an e-mail address or a phone number.
  // Of an account, everything counted is forgotten, by whichever identifier it was attempted.
  // Nothing is counted for applications.
  Answer remove(Call call, ClearTargets body) {
    if (body.targets.size() > max_targets) co_return api::invalid_input("body.targets is too long");
    if (body.target_type.is<"App">()) co_return Reply{};
    const storage::UserStore users(dependencies_.database, dependencies_.tenant);
    std::set<std::string> hashes;
    for (const auto& target : body.targets) {
      for (const auto type :
           {IdentifierType::username, IdentifierType::email, IdentifierType::phone}) {
        hashes.insert(storage::hash_sentinel_target(type, target));
        auto identifier = parse_identifier(type, target);
        if (!identifier) continue;
        const auto account = co_await users.find(std::move(*identifier));
        if (account) hashes.insert(storage::hash_sentinel_target(account->id));
      }
    }
    storage::Plan plan;
    for (const auto& hash : hashes)
      plan.add(sentinel_.clear_all(hash));
    if (!plan.empty()) {
      static_cast<void>(co_await commit(dependencies_, call, std::move(plan)));
    }
    co_return Reply{};
  }

 private:
  const Dependencies& dependencies_;
  storage::SentinelStore sentinel_;
};

}  // namespace

Operations nouns::sentinel_activities(const Dependencies& dependencies) {
  const auto noun = std::make_shared<SentinelActivities>(dependencies);
  return {
      {.method = http::Method::post,
       .path = "/sentinel-activities/delete",
       .summary = "Clear failed attempts and the lockouts that they caused",
       .status = 204,
       .handler = handled_by(noun, &SentinelActivities::remove)},
  };
}

}  // namespace daemun::management
