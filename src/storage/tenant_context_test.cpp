#include "storage/tenant_context.h"

#include "support/engines.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace daemun::storage {
namespace {

// A tenant of which only clock and random source are used.
struct Context {
  test::TestDatabase file{test::TestEngine::sqlite_memory};
  std::unique_ptr<Database> database = open_database(file.config());
  crypto::SystemRandom random;
  FakeClock clock;
  Vault vault{Secret(std::string(32, 'k')), random};
  TenantId tenant{"default"};
  Settings settings{*database, vault, tenant};
  Journal journal{*database, tenant};
  TenantContext context{
      .database = *database,
      .settings = settings,
      .vault = vault,
      .clock = clock,
      .random = random,
      .journal = journal,
      .tenant = tenant,
      .endpoint = "https://auth.example"};

  std::string event_id() { return make_audit_event(context, "RevokeToken", {}).id; }
};

}  // namespace

TEST_CASE("make_audit_event gives later events ids that sort behind earlier ones") {
  Context context;
  std::string last;
  for (int i = 0; i < 100; ++i) {
    const auto id = context.event_id();
    CHECK(id.size() == 21);
    CHECK(id.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz") == std::string::npos);
    CHECK(id > last);
    last = id;
    context.clock.advance(Milliseconds(i == 50 ? 86'400'000 : 1));
  }
}

TEST_CASE("make_audit_event gives different ids to events of the same millisecond") {
  Context context;
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i)
    ids.insert(context.event_id());
  CHECK(ids.size() == 1000);
}

}  // namespace daemun::storage
