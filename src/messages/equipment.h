// What this process sends with. All of it outlives those who use it.
#ifndef DAEMUN_MESSAGES_EQUIPMENT_H
#define DAEMUN_MESSAGES_EQUIPMENT_H

#include "connectors/connector.h"
#include "net/http_task.h"
#include "net/mail.h"

#include <filesystem>
#include <string_view>
#include <vector>

#include "messages/limits.h"

namespace daemun::messages {

// The development mailbox, which takes what no connector is there for: off, for what this machine
// asks for, or for everything.
enum class Mailbox { off, loopback, on };

struct Equipment {
  net::TaskHttpClient& http;
  net::MailSender& mail;
  Mailbox mailbox = Mailbox::off;
  // Where the mock connectors write what they are to send; empty: there are none.
  std::filesystem::path mock_folder{};
  MessageLimits limits{};
  // Whether people get a mail when a new browser signs in to their account.
  bool tells_new_browsers = false;
};

// The factories that this process offers.
std::vector<const connectors::ConnectorFactory*> list_factories(const Equipment& equipment);
// Null for an unknown id.
const connectors::ConnectorFactory* find_factory(const Equipment& equipment, std::string_view id);

}  // namespace daemun::messages

#endif
