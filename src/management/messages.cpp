// What became of the messages that were sent to people: /messages.
#include "domain/message_record.h"
#include "management/answers.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/message_store.h"

#include <memory>

namespace daemun {

template <>
struct api::Words<MessageStatus> {
  static constexpr MessageStatus all[] = {
      MessageStatus::waiting, MessageStatus::sent, MessageStatus::failed, MessageStatus::uncertain};
};

namespace management {
namespace {

struct MessageView {
  std::string id{};
  Word<"Email", "Sms"> type{};
  std::string usage_type{};
  std::string recipient{};
  std::string connector_id{};
  MessageStatus status{};
  Nullable<std::string> error{};
  Number<> created_at{};
  Nullable<Number<>> ended_at{};
};
BOOST_DESCRIBE_STRUCT(
    MessageView,
    (),
    (id, type, usage_type, recipient, connector_id, status, error, created_at, ended_at)
)

MessageView to_view(const MessageRecord& record) {
  MessageView view{
      .id = record.id,
      .type = {record.type},
      .usage_type = record.usage_type,
      .recipient = record.recipient,
      .connector_id = record.factory_id,
      .status = record.status,
      .error = {},
      .created_at = to_unix_ms(record.created_at),
      .ended_at = {},
  };
  if (record.error) view.error.emplace(*record.error);
  if (record.ended_at) view.ended_at.emplace(to_unix_ms(*record.ended_at));
  return view;
}

class Messages {
 public:
  explicit Messages(const Dependencies& dependencies)
      : messages_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const auto page = co_await messages_.list_page(call.window());
    co_return list_reply(page.records, page.total, &to_view);
  }

 private:
  storage::MessageStore messages_;
};

}  // namespace

Operations nouns::messages(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Messages>(dependencies);
  return {
      {.method = http::Method::get,
       .path = "/messages",
       .summary = "List the e-mail and text messages of the last 30 days and how they ended",
       .paging = Paging::always,
       .reply = shape_of<std::vector<MessageView>>(),
       .handler = handled_by(noun, &Messages::list)},
  };
}

}  // namespace management
}  // namespace daemun
