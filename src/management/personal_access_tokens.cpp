// Tokens for a user's scripts: /users/{userId}/personal-access-tokens. A name that does not fit
// into a path goes into the body.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/user_input.h"
#include "storage/personal_access_token_store.h"
#include "storage/user_list_store.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;
using storage::PersonalAccessToken;

constexpr std::size_t secret_length = 32;

struct TokenView {
  Text<0, 21> tenant_id{};
  Text<1, 21> user_id{};
  Text<1, 256> name{};
  Text<1, 64> value{};
  Number<> created_at{};
  Nullable<Number<>> expires_at{};
};
BOOST_DESCRIBE_STRUCT(TokenView, (), (tenant_id, user_id, name, value, created_at, expires_at))

struct CreateToken {
  Text<1, 256> name{};
  Patch<Number<>> expires_at{};
};
BOOST_DESCRIBE_STRUCT(CreateToken, (), (name, expires_at))

struct RenameOfBody {
  Text<1, 256> name{};
  std::optional<std::string> current_name{};
};
BOOST_DESCRIBE_STRUCT(RenameOfBody, (), (name, current_name))

struct RenameOfPath {
  Text<1, 256> name{};
};
BOOST_DESCRIBE_STRUCT(RenameOfPath, (), (name))

struct RemoveToken {
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(RemoveToken, (), (name))

TokenView to_view(const TenantId& tenant, const PersonalAccessToken& token) {
  TokenView view{
      .tenant_id = tenant.value(),
      .user_id = token.user_id.value(),
      .name = token.name,
      .value = token.value.reveal(),
      .created_at = to_unix_ms(token.created_at),
  };
  if (token.expires_at) view.expires_at = Number<>(to_unix_ms(*token.expires_at));
  return view;
}

RequestError no_such_token() {
  return RequestError{.code = "entity.not_found", .status = 404};
}

RequestError name_exists() {
  return unprocessable("user.personal_access_token_name_exists");
}

class PersonalAccessTokens {
 public:
  explicit PersonalAccessTokens(const Dependencies& dependencies)
      : dependencies_(dependencies),
        users_(dependencies.database, dependencies.tenant),
        tokens_(dependencies.database, dependencies.vault, dependencies.tenant) {}

  Answer list(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto found = co_await users_.find(user);
    if (!found) co_return no_such_user();
    const auto tokens = co_await tokens_.list(user);
    co_return list_reply(tokens, std::nullopt, [&](const PersonalAccessToken& token) {
      return to_view(dependencies_.tenant, token);
    });
  }

  Answer create(Call call, CreateToken body) {
    PersonalAccessToken token{
        .user_id = UserId(call.path_parameter("userId")),
        .name = body.name,
        .value = Secret("pat_" + crypto::random_alphanumeric(dependencies_.random, secret_length)),
        .created_at = dependencies_.clock.now(),
    };
    if (body.expires_at) {
      const auto* milliseconds = body.expires_at->value.if_int64();
      if (milliseconds == nullptr || *milliseconds <= to_unix_ms(token.created_at)) {
        RequestError error{.code = "request.invalid_input"};
        error.details = "body.expiresAt must be milliseconds in the future";
        co_return error;
      }
      token.expires_at = from_unix_ms(*milliseconds);
    }
    storage::Plan plan;
    plan.add(tokens_.insert(token));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return reply_of(to_view(dependencies_.tenant, token));
    if (is_foreign_key(committed.error())) co_return no_such_user();
    co_return name_exists();
  }

  Answer rename_of_body(Call call, RenameOfBody body) {
    auto name = body.current_name.value_or("");
    return rename(std::move(call), std::move(name), std::move(body.name));
  }

  Answer rename_of_path(Call call, RenameOfPath body) {
    auto name = call.path_parameter("name");
    return rename(std::move(call), std::move(name), std::move(body.name));
  }

  Answer remove_of_body(Call call, RemoveToken body) {
    return remove(std::move(call), std::move(body.name));
  }

  Answer remove_of_path(Call call) {
    auto name = call.path_parameter("name");
    return remove(std::move(call), std::move(name));
  }

 private:
  Answer rename(Call call, std::string name, std::string new_name) {
    const UserId user(call.path_parameter("userId"));
    auto token = co_await tokens_.find(user, name);
    if (!token) co_return no_such_token();
    token->name = std::move(new_name);
    storage::Plan plan;
    plan.add(tokens_.rename(user, name, token->name));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return reply_of(to_view(dependencies_.tenant, *token));
    if (is_unique(committed.error())) co_return name_exists();
    co_return no_such_token();
  }

  Answer remove(Call call, std::string name) {
    const UserId user(call.path_parameter("userId"));
    return commit_removal(
        dependencies_, std::move(call), tokens_.remove(user, name), no_such_token()
    );
  }

  const Dependencies& dependencies_;
  storage::UserListStore users_;
  storage::PersonalAccessTokenStore tokens_;
};

}  // namespace

Operations nouns::personal_access_tokens(const Dependencies& dependencies) {
  const auto noun = std::make_shared<PersonalAccessTokens>(dependencies);
  using http::Method;
  const std::string path = "/users/{userId}/personal-access-tokens";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the personal access tokens of a user",
       .reply = shape_of<std::vector<TokenView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &PersonalAccessTokens::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Create a personal access token",
       .status = 201,
       .reply = shape_of<TokenView>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &PersonalAccessTokens::create)},
      {.method = Method::patch,
       .path = path,
       .summary = "Rename a personal access token by name",
       .reply = shape_of<TokenView>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &PersonalAccessTokens::rename_of_body)},
      {.method = Method::post,
       .path = path + "/delete",
       .summary = "Delete a personal access token by name",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &PersonalAccessTokens::remove_of_body)},
      {.method = Method::patch,
       .path = path + "/{name}",
       .summary = "Rename a personal access token",
       .reply = shape_of<TokenView>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &PersonalAccessTokens::rename_of_path)},
      {.method = Method::delete_,
       .path = path + "/{name}",
       .summary = "Delete a personal access token",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &PersonalAccessTokens::remove_of_path)},
  };
}

}  // namespace daemun::management
