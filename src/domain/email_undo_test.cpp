#include "domain/email_undo.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

TEST_CASE("make_email_undo holds for 72 hours") {
  const auto now = from_unix_ms(1'800'000'000'123);
  const auto undo = make_email_undo(UserId("mina"), "mina@shop.example", now);
  CHECK(undo.email == "mina@shop.example");
  CHECK(undo.created_at == now);
  CHECK(undo.expires_at == now + std::chrono::hours(72));
}

TEST_CASE("mask_email shows the first character and the domain") {
  CHECK(mask_email("mina@shop.example") == "m***@shop.example");
  CHECK(mask_email("m@shop.example") == "m***@shop.example");
  CHECK(mask_email("\xEB\xAF\xB8\xEB\x82\x98@shop.example") == "\xEB\xAF\xB8***@shop.example");
  CHECK(mask_email("@shop.example") == "***@shop.example");
  CHECK(mask_email("none") == "***");
}

}  // namespace
}  // namespace daemun
