#include "domain/account_deletion.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

TEST_CASE("make_account_deletion leaves fourteen days to come back") {
  const auto now = from_unix_ms(1'800'000'000'123);
  const auto deletion = make_account_deletion(UserId("mina"), now);
  CHECK(deletion.user_id == UserId("mina"));
  CHECK(deletion.scheduled_at == now);
  CHECK(deletion.deletes_at == now + std::chrono::days(14));
  CHECK_FALSE(is_due(deletion, now));
  CHECK_FALSE(is_due(deletion, deletion.deletes_at - Milliseconds(1)));
  CHECK(is_due(deletion, deletion.deletes_at));
}

}  // namespace
}  // namespace daemun
