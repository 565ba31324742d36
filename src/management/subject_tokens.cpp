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

class SubjectTokens {
 public:
  explicit SubjectTokens(const Dependencies& dependencies)
      : dependencies_(dependencies), tokens_(dependencies.database, dependencies.tenant) {}

  Answer create(Call call) {
    const auto now = dependencies_.clock.now();
    const Secret value(
        std::string(subject_token_prefix) + crypto::random_id(dependencies_.random, 21)
    );
    SubjectToken token{
        .id = make_id<SubjectTokenId>(dependencies_.random),
        .user_id = UserId(*string_of(call.body, "userId")),
        .creator_id = call.caller.id,
        .created_at = now,
        .expires_at = now + subject_token_ttl,
    };
    if (const auto* context = find_object(call.body, "context")) {
      token.context = json::serialize(*context);
    }
    storage::Plan plan;
    plan.add(tokens_.insert(token, value));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed && is_foreign_key(committed.error())) {
      co_return api::RequestError{.code = "entity.relation_foreign_key_not_found", .status = 404};
    }
    if (!committed) throw std::runtime_error("a random subject token was taken");
    co_return Reply{
        .body = json::object{
            {"subjectToken", value.reveal()}, {"expiresIn", subject_token_ttl.count()}}};
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
       .body = parse_shape("{userId: string, context?: {}}"),
       .reply = parse_shape("{subjectToken: string, expiresIn: number}"),
       .refusals = {404},
       .handler = handled_by(noun, &SubjectTokens::create)},
  };
}

}  // namespace daemun::management
