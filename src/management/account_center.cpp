// The settings for users' access to their own accounts: /account-center.
#include "api/account_center.h"

#include "base/uri.h"
#include "domain/page_look.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/sign_in_experience_rules.h"
#include "storage/experience_store.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

constexpr JsonLimits stored_limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 32};

using Url = Text<no_bound, 2048, TextFormat::url>;

struct UpdateAccountCenter {
  std::optional<bool> enabled{};
  std::optional<api::AccountCenterFields> fields{};
  std::optional<std::vector<Url>> webauthn_related_origins{};
  Patch<OrEmpty<Url>> delete_account_url{};
  Patch<std::string> custom_css{};
  Patch<std::vector<api::ChosenField>> profile_fields{};
};
BOOST_DESCRIBE_STRUCT(
    UpdateAccountCenter,
    (),
    (enabled, fields, webauthn_related_origins, delete_account_url, custom_css, profile_fields)
)

// WebAuthn compares origins: a path would never match.
bool has_only_origins(const UpdateAccountCenter& body) {
  if (!body.webauthn_related_origins) return true;
  const auto& origins = *body.webauthn_related_origins;
  return std::all_of(origins.begin(), origins.end(), [](const Url& text) {
    const auto uri = parse_uri(text);
    return uri && to_origin(*uri) == text;
  });
}

class AccountCenter {
 public:
  explicit AccountCenter(const Dependencies& dependencies)
      : dependencies_(dependencies), experience_(dependencies.database, dependencies.tenant) {}

  Answer show(Call) {
    const auto center = co_await dependencies_.settings.find_account_center();
    co_return Reply{.body = to_json(*center)};
  }

  Answer update(Call call, UpdateAccountCenter body) {
    const auto changes = api::to_json(body);
    if (!has_only_origins(body)) {
      co_return api::invalid_input("body.webauthnRelatedOrigins must be origins, without a path");
    }
    if (body.profile_fields) {
      const auto fields = co_await dependencies_.settings.list_profile_fields();
      auto names = names_of(*fields);
      // These are an account's own, with or without a field of that name.
      names.insert(names.end(), {"avatar", "name"});
      const auto known = check_field_names(names_of(*body.profile_fields), names);
      if (!known) co_return known.error();
    }
    const auto stored = co_await experience_.find_account_center();
    auto after = make_default_account_center();
    if (stored) {
      auto parsed = parse_json_object(*stored, stored_limits);
      if (!parsed) throw std::runtime_error("the stored account center is not a JSON object");
      after = *std::move(parsed);
    }
    for (const auto& member : changes)
      after[member.key()] = member.value();
    const storage::DocumentChange change{.before = stored, .after = json::serialize(after)};
    storage::Plan plan;
    plan.add(experience_.change_account_center(change));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{.body = to_json(after)};
  }

 private:
  json::object to_json(const json::object& document) const {
    json::object body{{"tenantId", dependencies_.tenant.value()}, {"id", "default"}};
    for (const auto& member : document)
      body[member.key()] = member.value();
    return body;
  }

  const Dependencies& dependencies_;
  storage::ExperienceStore experience_;
};

}  // namespace

Operations nouns::account_center(const Dependencies& dependencies) {
  const auto noun = std::make_shared<AccountCenter>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/account-center",
       .summary = "Show the account center's settings",
       .reply = shape_of<api::AccountCenterView>(),
       .handler = handled_by(noun, &AccountCenter::show)},
      {.method = Method::patch,
       .path = "/account-center",
       .summary = "Change the account center's settings",
       .reply = shape_of<api::AccountCenterView>(),
       .refusals = {409},
       .handler = handled_by(noun, &AccountCenter::update)},
  };
}

}  // namespace daemun::management
