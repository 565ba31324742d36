// Subject tokens, with which a machine acts as a user: /subject-tokens.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/subject_token_store.h"

#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

struct CreateToken {
  std::string user_id{};
  std::optional<json::object> context{};
};
BOOST_DESCRIBE_STRUCT(CreateToken, (), (user_id, context))

struct TokenView {
  std::string subject_token{};
  Number<> expires_in{};
};
BOOST_DESCRIBE_STRUCT(TokenView, (), (subject_token, expires_in))

class SubjectTokens {
 public:
  explicit SubjectTokens(const Dependencies& dependencies)
      : dependencies_(dependencies), tokens_(dependencies.database, dependencies.tenant) {}

  Answer create(Call call, CreateToken body) {
    const auto now = dependencies_.clock.now();
    const Secret value(
        std::string(subject_token_prefix) + crypto::random_id(dependencies_.random, 21)
    );
    SubjectToken token{
        .id = make_id<SubjectTokenId>(dependencies_.random),
        .user_id = UserId(body.user_id),
        .creator_id = call.caller.id,
        .created_at = now,
        .expires_at = now + subject_token_ttl,
    };
    if (body.context) token.context = json::serialize(*body.context);
    storage::Plan plan;
    plan.add(tokens_.insert(token, value));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed && is_foreign_key(committed.error())) {
      co_return api::RequestError{.code = "entity.relation_foreign_key_not_found", .status = 404};
    }
    if (!committed) throw std::runtime_error("a random subject token was taken");
    co_return reply_of(TokenView{value.reveal(), subject_token_ttl.count()});
  }

 private:
  const Dependencies& dependencies_;
  storage::SubjectTokenStore tokens_;
};

}  // namespace

Operations nouns::subject_tokens(const Dependencies& dependencies) {
  const auto noun = std::make_shared<SubjectTokens>(dependencies);
  return {
      {.method = http::Method::post,
       .path = "/subject-tokens",
       .summary = "Create a subject token to impersonate a user",
       .status = 201,
       .reply = shape_of<TokenView>(),
       .refusals = {404},
       .handler = handled_by(noun, &SubjectTokens::create)},
  };
}

}  // namespace daemun::management
