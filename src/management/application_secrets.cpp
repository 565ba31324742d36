// The secrets of confidential applications: /applications/{id}/secrets.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/application_store.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;

constexpr std::size_t secret_length = 32;
// Client authentication compares with each.
constexpr std::size_t max_secrets = 100;

struct SecretView {
  Text<0, 21> tenant_id{};
  Text<1, 21> application_id{};
  Text<1, 256> name{};
  Text<1, 64> value{};
  Number<> created_at{};
  Nullable<Number<>> expires_at{};
};
BOOST_DESCRIBE_STRUCT(
    SecretView, (), (tenant_id, application_id, name, value, created_at, expires_at)
)

struct CreateSecret {
  Text<1, 256> name{};
  Patch<Number<>> expires_at{};
};
BOOST_DESCRIBE_STRUCT(CreateSecret, (), (name, expires_at))

struct RenameSecret {
  Text<1, 256> name{};
};
BOOST_DESCRIBE_STRUCT(RenameSecret, (), (name))

class ApplicationSecrets {
 public:
  explicit ApplicationSecrets(const Dependencies& dependencies)
      : dependencies_(dependencies),
        applications_(dependencies.database, dependencies.vault, dependencies.tenant) {}

  Answer list(Call call) {
    const ApplicationId id(call.path_parameter("id"));
    const auto application = co_await applications_.find_record(id);
    if (!application) co_return no_such("applications", id.value());
    const auto secrets = co_await applications_.list_secrets(id);
    co_return list_reply(secrets, std::nullopt, [&](const StoredSecret& secret) {
      return to_view(id, secret);
    });
  }

  Answer create(Call call, CreateSecret body) {
    const ApplicationId id(call.path_parameter("id"));
    const auto now = dependencies_.clock.now();
    StoredSecret secret{
        .name = body.name,
        .value = new_secret(dependencies_.random, call, "value", secret_length),
        .created_at = now,
        .expires_at = std::nullopt,
    };
    if (body.expires_at) {
      secret.expires_at = from_unix_ms(static_cast<std::int64_t>(body.expires_at->as_double()));
      if (*secret.expires_at <= now) {
        co_return RequestError{
            .code = "request.invalid_input", .details = "expiresAt must be in the future"};
      }
    }
    const auto application = co_await applications_.find(id);
    if (!application) co_return no_such("applications", id.value());
    if (!is_confidential(application->type)) co_return unprocessable("application.invalid_type");
    if (application->secrets.size() >= max_secrets) {
      co_return RequestError{
          .code = "request.invalid_input",
          .status = 422,
          .details = "an application has at most " + std::to_string(max_secrets) + " secrets"};
    }
    storage::Plan plan;
    plan.add(applications_.insert_secret(id, secret));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return reply_of(to_view(id, secret));
    if (is_unique(committed.error())) co_return unprocessable("application.secret_name_exists");
    co_return no_such("applications", id.value());
  }

  Answer rename(Call call, RenameSecret body) {
    const ApplicationId id(call.path_parameter("id"));
    const auto name = call.path_parameter("name");
    const auto application = co_await applications_.find_record(id);
    if (!application) co_return no_such("applications", id.value());
    auto secrets = co_await applications_.list_secrets(id);
    const auto found = std::find_if(secrets.begin(), secrets.end(), [&](const StoredSecret& one) {
      return one.name == name;
    });
    if (found == secrets.end()) co_return not_found();
    storage::Plan plan;
    plan.add(applications_.rename_secret(id, *found, body.name));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed && is_unique(committed.error()))
      co_return unprocessable("application.secret_name_exists");
    if (!committed) co_return not_found();
    found->name = body.name;
    co_return reply_of(to_view(id, *found));
  }

  Answer remove(Call call) {
    const ApplicationId id(call.path_parameter("id"));
    const auto application = co_await applications_.find_record(id);
    if (!application) co_return no_such("applications", id.value());
    auto removal = applications_.remove_secret(id, call.path_parameter("name"));
    auto missing = not_found();
    co_return co_await commit_removal(
        dependencies_, std::move(call), std::move(removal), std::move(missing)
    );
  }

 private:
  using StoredSecret = storage::ApplicationStore::StoredSecret;

  SecretView to_view(const ApplicationId& application, const StoredSecret& secret) const {
    SecretView view{
        .tenant_id = dependencies_.tenant.value(),
        .application_id = application.value(),
        .name = secret.name,
        .value = secret.value.reveal(),
        .created_at = to_unix_ms(secret.created_at),
    };
    if (secret.expires_at) view.expires_at = Number<>(to_unix_ms(*secret.expires_at));
    return view;
  }

  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
};

}  // namespace

Operations nouns::application_secrets(const Dependencies& dependencies) {
  const auto noun = std::make_shared<ApplicationSecrets>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/applications/{id}/secrets",
       .summary = "List the secrets of an application",
       .reply = shape_of<std::vector<SecretView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &ApplicationSecrets::list)},
      {.method = Method::post,
       .path = "/applications/{id}/secrets",
       .summary = "Add a secret to an application",
       .status = 201,
       .reply = shape_of<SecretView>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationSecrets::create)},
      {.method = Method::patch,
       .path = "/applications/{id}/secrets/{name}",
       .summary = "Rename a secret of an application",
       .reply = shape_of<SecretView>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationSecrets::rename)},
      {.method = Method::delete_,
       .path = "/applications/{id}/secrets/{name}",
       .summary = "Delete a secret of an application",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &ApplicationSecrets::remove)},
  };
}

}  // namespace daemun::management
