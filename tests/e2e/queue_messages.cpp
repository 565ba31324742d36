// queue_messages code|message FIRST LAST      Puts messages into the outbox of the installation
// that the environment names, as the server itself would: <kind>-<number>@mail.example get them.
#include "app/config.h"
#include "app/installation.h"
#include "base/task.h"
#include "net/curl_mail.h"
#include "net/curl_task_http.h"
#include "storage/journal.h"
#include "storage/settings.h"

#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

#include "messages/messenger.h"

namespace daemun {
namespace {

using messages::MessageOrder;

MessageOrder an_order(const std::string& kind, int number) {
  const bool is_code = kind == "code";
  MessageOrder order{
      .to = kind + "-" + std::to_string(number) + "@mail.example",
      .usage = TemplateType::generic,
      .repetition =
          is_code ? MessageOrder::Repetition::once : MessageOrder::Repetition::until_taken};
  order.payload[is_code ? "code" : "link"] = is_code ? "123456" : "https://shop.example/join";
  return order;
}

void queue(const app::Config& config, const std::string& kind, int first, int last) {
  app::Installation installation(config);
  const TenantId tenant("default");
  storage::Settings settings(*installation.database, installation.vault, tenant);
  storage::Journal journal(*installation.database, tenant);
  const storage::TenantContext context{
      .database = *installation.database,
      .settings = settings,
      .vault = installation.vault,
      .clock = installation.clock,
      .random = installation.random,
      .journal = journal,
      .tenant = tenant,
      .endpoint = config.endpoint};
  net::CurlTaskHttp http({}, 1);
  net::CurlMailSender mail(net::Addresses::public_only);
  const messages::Equipment equipment{http, mail};
  const messages::Messenger messenger(context, equipment);
  for (int number = first; number <= last; ++number) {
    auto plan = run_task(messenger.prepare(an_order(kind, number)));
    if (!plan) throw std::runtime_error(plan.error().code);
    if (!run_task(installation.database->commit(*std::move(plan))))
      throw std::runtime_error("the message is not stored");
  }
}

}  // namespace
}  // namespace daemun

int main(int count, char** words) {
  try {
    if (count != 4) throw std::runtime_error("usage: queue_messages code|message FIRST LAST");
    daemun::app::ConfigSources sources;
    sources.environment = daemun::app::find_environment;
    const auto config = daemun::app::load_config(sources);
    if (!config) throw std::runtime_error(config.error().description);
    daemun::queue(*config, words[1], std::stoi(words[2]), std::stoi(words[3]));
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    std::cerr << "queue_messages: " << error.what() << "\n";
    return EXIT_FAILURE;
  }
}
