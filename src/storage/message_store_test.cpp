#include "storage/message_store.h"

#include "storage/expired_rows.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

MessageRecord a_record(std::string id, TimePoint created_at = now) {
  return {
      .id = std::move(id),
      .type = "Email",
      .usage_type = "SignIn",
      .recipient = "mina@mail.example",
      .factory_id = "smtp",
      .created_at = created_at};
}

}  // namespace

TEST_CASE("MessageStore tells how a message has ended, the newest first") {
  for_each_engine([](Stores& stores, Stores& others) {
    const MessageStore messages(stores.database, stores.tenant);
    stores.run(messages.insert(a_record("a")));
    stores.run(messages.insert(a_record("b", now + Seconds(1))));
    others.run(MessageStore(others.database, others.tenant).insert(a_record("a")));
    stores.run(messages.finish("a", {MessageStatus::failed, "refused", now + Seconds(2)}));
    const auto page = run_task(messages.list_page(Window{.limit = 1, .offset = 1}));
    CHECK(page.total == 2);
    REQUIRE(page.records.size() == 1);
    const auto& record = page.records.front();
    CHECK(record.id == "a");
    CHECK(record.type == "Email");
    CHECK(record.usage_type == "SignIn");
    CHECK(record.recipient == "mina@mail.example");
    CHECK(record.factory_id == "smtp");
    CHECK(record.status == MessageStatus::failed);
    CHECK(record.error == "refused");
    CHECK(record.created_at == now);
    CHECK(record.ended_at == now + Seconds(2));
    const auto newest = run_task(messages.list_page(Window{.limit = 1}));
    CHECK(newest.records.front().status == MessageStatus::waiting);
    CHECK_FALSE(newest.records.front().ended_at);
  });
}

TEST_CASE("MessageStore forgets a message after 30 days") {
  for_each_engine([](Stores& stores) {
    const MessageStore messages(stores.database, stores.tenant);
    stores.run(messages.insert(a_record("old", now - message_record_lifetime - Seconds(1))));
    stores.run(messages.insert(a_record("young", now - message_record_lifetime + Seconds(1))));
    const Expiry expiry{.before = now};
    CHECK(run_task(has_expired_rows(stores.database, stores.tenant, expiry)));
    stores.run(remove_expired_rows(stores.database, stores.tenant, expiry));
    CHECK_FALSE(run_task(has_expired_rows(stores.database, stores.tenant, expiry)));
    const auto page = run_task(messages.list_page(Window::all()));
    REQUIRE(page.records.size() == 1);
    CHECK(page.records.front().id == "young");
  });
}

}  // namespace daemun::storage
