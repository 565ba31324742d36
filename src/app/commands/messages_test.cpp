#include "app/commands/commands.h"
#include "app/test_house.h"
#include "base/json.h"
#include "storage/development_mailbox.h"
#include "support/engines.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <sstream>

namespace daemun::app {
namespace {

struct Terminal {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream error;

  Console console() { return {.in = in, .out = out, .error = error}; }
};

void with_installation(const std::function<void(Installation&)>& body) {
  const test::TestDatabase database(test::TestEngine::sqlite_memory);
  Config config;
  config.endpoint = "http://localhost:3001";
  config.admin_endpoint = "http://localhost:3002";
  config.data_dir = std::filesystem::temp_directory_path();
  config.database_url = database.config().url;
  config.secret_vault_kek = Secret(std::string(32, 'k'));
  migrate_installation(config);
  Installation installation(config);
  run_task(storage::seed_basics(installation.seed_context(config)));
  body(installation);
}

}  // namespace

TEST_CASE("messages prints the development mailbox") {
  with_installation([](Installation& installation) {
    Terminal empty;
    CHECK(print_messages(installation, {.tenant = house::tenant}, empty.console()) == ExitCode::ok);
    CHECK(empty.out.str().starts_with("The development mailbox is empty. "));

    const storage::DevelopmentMailbox mailbox(
        *installation.database, installation.vault, house::tenant
    );
    const storage::DevelopmentMessage message{
        .id = "m",
        .content =
            {{"type", "Email"},
             {"to", "mina@mail.example"},
             {"usageType", "SignIn"},
             {"subject", "Your code"},
             {"text", "The code is 123456."},
             {"payload", {{"code", "123456"}}}},
        .created_at = installation.clock.now()};
    REQUIRE(run_task(installation.database->commit(mailbox.insert(message))));
    Terminal text;
    print_messages(installation, {.tenant = house::tenant}, text.console());
    CHECK(
        text.out.str().find("to mina@mail.example  SignIn\nYour code\n\nThe code is 123456.\n") !=
        std::string::npos
    );

    Terminal listing;
    print_messages(
        installation, {.tenant = house::tenant, .format = Format::json}, listing.console()
    );
    const auto list = json::parse(listing.out.str()).as_array();
    REQUIRE(list.size() == 1);
    CHECK(list[0].at("id") == "m");
    CHECK(list[0].at("payload").at("code") == "123456");
  });
}

}  // namespace daemun::app
