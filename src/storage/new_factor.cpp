#include "storage/new_factor.h"

#include "crypto/random_text.h"

#include <algorithm>
#include <utility>

namespace daemun::storage {
namespace {

bool is_backup_code(const std::string& text) {
  return text.size() == backup_code_length &&
         text.find_first_not_of(backup_code_alphabet) == std::string::npos;
}

}  // namespace

Task<Plan> plan_asking_for_factors(const UserStore* users, UserId user, TimePoint now) {
  Plan plan;
  const auto before = co_await users->find_logto_config(user);
  if (!before) co_return plan;
  auto config = json::parse(*before).as_object();
  auto flags = parse_mfa_flags(config);
  if (flags.is_enabled == true) co_return plan;
  flags.is_enabled = true;
  UserDocumentChange change{.before = *before};
  change.after = json::serialize(with_mfa_flags(std::move(config), flags));
  plan.add(users->replace(user, UserDocument::logto_config, change, now));
  co_return plan;
}

std::vector<std::string> make_backup_codes(crypto::Random& random) {
  std::vector<std::string> codes;
  while (codes.size() < backup_codes_in_a_set)
    codes.push_back(crypto::random_text(random, backup_code_length, backup_code_alphabet));
  return codes;
}

bool is_backup_code_set(std::vector<std::string> codes) {
  std::sort(codes.begin(), codes.end());
  return codes.size() == backup_codes_in_a_set &&
         std::all_of(codes.begin(), codes.end(), is_backup_code) &&
         std::adjacent_find(codes.begin(), codes.end()) == codes.end();
}

std::vector<std::string> hash_backup_codes(
    const UserFactorStore& store, const UserFactor& set, const std::vector<std::string>& codes
) {
  std::vector<std::string> hashes;
  for (const auto& code : codes)
    hashes.push_back(store.hash_backup_code(set.id, code));
  return hashes;
}

}  // namespace daemun::storage
