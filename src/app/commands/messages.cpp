// `daemun messages`: the development mailbox, for those who have no mail service yet.
#include "app/commands/commands.h"
#include "storage/development_mailbox.h"

#include <ostream>
#include <string>
#include <string_view>

namespace daemun::app {
namespace {

json::object to_json(const storage::DevelopmentMessage& message) {
  auto object = message.content;
  object["id"] = message.id;
  object["createdAt"] = to_unix_ms(message.created_at);
  return object;
}

// Names and texts of others are printed without their control characters, but for the line breaks.
std::string member(const json::object& object, std::string_view name) {
  std::string text(find_string(object, name).value_or(""));
  std::erase_if(text, [](unsigned char byte) {
    return (byte < 0x20 && byte != '\n') || byte == 0x7f;
  });
  return text;
}

void print_message(const storage::DevelopmentMessage& message, std::ostream& out) {
  const auto& content = message.content;
  out << to_text(message.created_at) << "  " << member(content, "type") << "  to "
      << member(content, "to") << "  " << member(content, "usageType") << "\n";
  if (const auto subject = member(content, "subject"); !subject.empty()) out << subject << "\n";
  if (const auto text = member(content, "text"); !text.empty()) {
    out << "\n" << text << "\n";
  } else if (const auto* payload = find_object(content, "payload")) {
    // A template in HTML alone: what it is about.
    for (const std::string_view name : {"code", "link"}) {
      if (const auto value = member(*payload, name); !value.empty())
        out << "\n" << name << ": " << value << "\n";
    }
  }
  out << "\n";
}

}  // namespace

ExitCode print_messages(Installation& installation, MessagesOptions options, Console console) {
  const storage::DevelopmentMailbox mailbox(
      *installation.database, installation.vault, options.tenant
  );
  const auto messages = run_task(mailbox.list(installation.clock.now()));
  if (options.format == Format::json) {
    json::array list;
    for (const auto& message : messages)
      list.push_back(to_json(message));
    console.out << json::serialize(list) << "\n";
    return ExitCode::ok;
  }
  for (const auto& message : messages)
    print_message(message, console.out);
  if (messages.empty()) {
    console.out
        << "The development mailbox is empty. It takes messages only while no connector sends "
           "them and all addresses are loopback, or DEVELOPMENT_MAILBOX is on.\n";
  }
  return ExitCode::ok;
}

}  // namespace daemun::app
