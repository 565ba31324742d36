// The development mailbox: /development-messages.
#include "management/answers.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/development_mailbox.h"

#include <memory>

#include "messages/messenger.h"

namespace daemun::management {
namespace {

struct DevelopmentMessageView {
  std::string id{};
  Word<"Email", "Sms"> type{};
  std::string to{};
  std::string usage_type{};
  std::optional<std::string> subject{};
  std::optional<std::string> text{};
  std::optional<std::string> html{};
  json::object payload{};
  Number<> created_at{};
};
BOOST_DESCRIBE_STRUCT(
    DevelopmentMessageView, (), (id, type, to, usage_type, subject, text, html, payload, created_at)
)

struct MailboxView {
  bool is_enabled = false;
  Raw<std::vector<DevelopmentMessageView>> messages{};
};
BOOST_DESCRIBE_STRUCT(MailboxView, (), (is_enabled, messages))

class DevelopmentMessages {
 public:
  explicit DevelopmentMessages(const Dependencies& dependencies)
      : dependencies_(dependencies),
        mailbox_(dependencies.database, dependencies.vault, dependencies.tenant) {}

  Answer show(Call call) {
    json::array list;
    const bool is_enabled = dependencies_.messenger.may_use_mailbox(call.request.remote_address);
    if (is_enabled) {
      const auto messages = co_await mailbox_.list(dependencies_.clock.now());
      for (const auto& message : messages) {
        auto view = message.content;
        view["id"] = message.id;
        view["createdAt"] = to_unix_ms(message.created_at);
        list.push_back(std::move(view));
      }
    }
    co_return reply_of(MailboxView{.is_enabled = is_enabled, .messages = {std::move(list)}});
  }

  Answer clear(Call call) {
    if (!dependencies_.messenger.may_use_mailbox(call.request.remote_address))
      co_return not_found();
    storage::Plan plan;
    plan.add(mailbox_.remove_all());
    const auto committed = co_await dependencies_.database.commit(std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{};
  }

 private:
  const Dependencies& dependencies_;
  storage::DevelopmentMailbox mailbox_;
};

}  // namespace

Operations nouns::development_messages(const Dependencies& dependencies) {
  const auto noun = std::make_shared<DevelopmentMessages>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/development-messages",
       .summary = "Show the development mailbox, newest first",
       .reply = shape_of<MailboxView>(),
       .handler = handled_by(noun, &DevelopmentMessages::show)},
      {.method = Method::delete_,
       .path = "/development-messages",
       .summary = "Empty the development mailbox",
       .status = 204,
       .refusals = {404, 409},
       .handler = handled_by(noun, &DevelopmentMessages::clear)},
  };
}

}  // namespace daemun::management
