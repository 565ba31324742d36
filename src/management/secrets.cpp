// The tokens of services that are kept for users: /secrets. No operation shows a token.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/token_secret_store.h"

#include <memory>
#include <utility>

namespace daemun::management {
namespace {

class Secrets {
 public:
  explicit Secrets(const Dependencies& dependencies)
      : dependencies_(dependencies),
        secrets_(
            dependencies.database, dependencies.vault, dependencies.random, dependencies.tenant
        ) {}

  Answer remove(Call call) {
    storage::Plan plan;
    plan.add(secrets_.remove(TokenSecretId(call.path_parameter("id"))));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

 private:
  const Dependencies& dependencies_;
  storage::TokenSecretStore secrets_;
};

}  // namespace

Operations nouns::secrets(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Secrets>(dependencies);
  return {
      {.method = http::Method::delete_,
       .path = "/secrets/{id}",
       .summary = "Delete the tokens of a service that are kept for a user",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &Secrets::remove)},
  };
}

}  // namespace daemun::management
