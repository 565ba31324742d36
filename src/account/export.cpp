// A person's data to take along: /my-account/export.
#include "storage/log_store.h"

#include <memory>
#include <utility>

#include "account/change.h"
#include "account/nouns.h"
#include "account/personal_data.h"

namespace daemun::account {
namespace {

using enum Check::MissingScope;

class Export {
 public:
  explicit Export(const Dependencies& dependencies) : dependencies_(dependencies) {}

  Answer show(Call call) {
    auto data = co_await load_personal_data(&dependencies_, call.caller.user.id);
    if (!data) co_return api::RequestError{.code = "auth.unauthorized", .status = 401};
    const storage::LogStore logs(dependencies_.database, dependencies_.tenant);
    storage::Plan plan;
    plan.add(logs.insert(make_audit_event(dependencies_, call)));
    const auto committed = co_await dependencies_.database.commit(std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{.body = *std::move(data)};
  }

 private:
  const Dependencies& dependencies_;
};

}  // namespace

// Ours: Logto has no export. It shows what else each scope would have to open, and more, so it
// wants all of them, the person and an application of the tenant's own.
Operations nouns::export_(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Export>(dependencies);
  Checks checks{step_up};
  for (const auto* name :
       {"profile",
        "email",
        "phone",
        "address",
        "identities",
        "custom_data",
        "urn:logto:scope:sessions"})
    checks.push_back(scope(name, forbidden));
  checks.push_back(first_party);
  return {
      {.method = http::Method::get,
       .path = "/my-account/export",
       .summary = "Export everything that is stored about the account",
       .checks = std::move(checks),
       .reply = api::shape_of<json::object>(),
       .audit_key = "Account.Export",
       .handler = handled_by(noun, &Export::show)},
  };
}

}  // namespace daemun::account
