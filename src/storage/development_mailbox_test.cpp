#include "storage/development_mailbox.h"

#include "storage/expired_rows.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

DevelopmentMailbox mailbox_of(Stores& stores) {
  return {stores.database, stores.vault, stores.tenant};
}

DevelopmentMessage a_message(std::string id, TimePoint created_at = now) {
  return {
      .id = std::move(id),
      .content = {{"to", "mina@mail.example"}, {"text", "Your code is 123456"}},
      .created_at = created_at};
}

}  // namespace

TEST_CASE("DevelopmentMailbox shows its messages, the newest first, to its own tenant") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto mailbox = mailbox_of(stores);
    stores.run(mailbox.insert(a_message("a")));
    stores.run(mailbox.insert(a_message("b", now + Seconds(1))));
    const auto listed = run_task(mailbox.list(now));
    REQUIRE(listed.size() == 2);
    CHECK(listed.front().id == "b");
    CHECK(listed.front().created_at == now + Seconds(1));
    CHECK(listed.front().content == a_message("b").content);
    CHECK(run_task(mailbox_of(others).list(now)).empty());
    stores.run(mailbox.remove_all());
    CHECK(run_task(mailbox.list(now)).empty());
  });
}

TEST_CASE("DevelopmentMailbox keeps nothing readable in the database") {
  for_each_engine([](Stores& stores) {
    stores.run(mailbox_of(stores).insert(a_message("a")));
    Query query{.parameters = {stores.tenant}};
    query.text = "select content from development_messages where tenant_id = $1";
    const auto rows = run_task(stores.database.read(std::move(query)));
    const auto sealed = rows.front().bytes("content");
    CHECK(sealed.find("123456") == std::string::npos);
    CHECK(sealed.find("mina") == std::string::npos);
  });
}

TEST_CASE("DevelopmentMailbox keeps the last 200 messages, for a day") {
  for_each_engine([](Stores& stores) {
    const auto mailbox = mailbox_of(stores);
    for (std::int64_t i = 0; i <= max_development_messages; ++i)
      stores.run(mailbox.insert(a_message(std::to_string(i), now + Seconds(i))));
    const auto listed = run_task(mailbox.list(now));
    CHECK(listed.size() == max_development_messages);
    CHECK(listed.back().id == "1");

    const auto later = now + development_message_lifetime + Seconds(100);
    CHECK(run_task(mailbox.list(later)).back().id == "101");
    stores.run(remove_expired_rows(stores.database, stores.tenant, {.before = later}));
    CHECK(run_task(mailbox.list(now)).back().id == "100");
  });
}

}  // namespace daemun::storage
