#include "net/mail_header.h"

#include <doctest/doctest.h>

using namespace daemun;
using namespace daemun::net;

namespace {

Mail a_mail() {
  Mail mail;
  mail.from = {"App", "no-reply@app.example"};
  mail.to = "ann@user.example";
  mail.subject = "Code";
  mail.text = "123456";
  mail.message_id = "<m1@app.example>";
  mail.date = from_unix_seconds(1'800'000'000);
  return mail;
}

}  // namespace

TEST_CASE("to_header_text ends for what is no UTF-8") {
  CHECK(to_header_text(std::string(200, '\x91')).starts_with("=?utf-8?B?"));
}

TEST_CASE("to_header_lines writes the head of a mail") {
  auto mail = a_mail();
  mail.reply_to = "help@app.example";
  mail.headers = {{"X-A", "1"}};
  CHECK(
      to_header_lines(mail) ==
      std::vector<std::string>{
          "Date: Fri, 15 Jan 2027 08:00:00 +0000",
          "From: \"App\" <no-reply@app.example>",
          "To: ann@user.example",
          "Reply-To: help@app.example",
          "Subject: Code",
          "Message-ID: <m1@app.example>",
          "Auto-Submitted: auto-generated",
          "X-A: 1"}
  );
}

TEST_CASE("to_header_lines quotes and encodes names") {
  auto mail = a_mail();
  mail.from.name = "Ann \"A\" \\ Bo, Ltd. <x@y.example>";
  CHECK(
      to_header_lines(mail).at(1) ==
      R"(From: "Ann \"A\" \\ Bo, Ltd. <x@y.example>" <no-reply@app.example>)"
  );
  mail.from.name = "대문";
  CHECK(to_header_lines(mail).at(1) == "From: =?utf-8?B?64yA66y4?= <no-reply@app.example>");
  mail.from.name = "";
  CHECK(to_header_lines(mail).at(1) == "From: no-reply@app.example");
}

TEST_CASE("to_header_text encodes whole characters in words of at most 75 characters") {
  CHECK(to_header_text("Code 1") == "Code 1");
  CHECK(to_header_text("=?utf-8?B?QQ==?=") == "=?utf-8?B?PT91dGYtOD9CP1FRPT0/PQ==?=");
  std::string text;
  for (int i = 0; i < 16; ++i)
    text += "대";
  CHECK(
      to_header_text("a" + text) ==
      "=?utf-8?B?YeuMgOuMgOuMgOuMgOuMgOuMgOuMgOuMgOuMgOuMgOuMgOuMgOuMgOuMgA==?=\r\n "
      "=?utf-8?B?64yA64yA?="
  );
  CHECK(to_header_text(std::string(1000, 'a')).find("\r\n =?utf-8?B?") != std::string::npos);
}

TEST_CASE("is_sendable refuses what could begin another header or reach another person") {
  CHECK(is_sendable(a_mail()));
  const auto refuses = [](auto change) {
    auto mail = a_mail();
    change(mail);
    return !is_sendable(mail);
  };
  for (const std::string_view address :
       {"",
        "ann",
        "@b.example",
        "a@",
        "a@b@c.example",
        "a@b.example,c@d.example",
        "a@b.example;c",
        "a@b.example>",
        "a@b.example NOTIFY=SUCCESS",
        "a@b.example\r\nRCPT TO:<c@d.example>",
        "\"a\"@b.example",
        "a@[127.0.0.1]",
        "\xec\x95\x88@b.example"}) {
    CAPTURE(address);
    CHECK(refuses([&](Mail& mail) { mail.to = address; }));
    CHECK(refuses([&](Mail& mail) { mail.from.address = address; }));
    if (!address.empty()) CHECK(refuses([&](Mail& mail) { mail.reply_to = address; }));
  }
  for (const std::string_view line : {"a\r\nBcc: x@y.example", "a\nb", "\x01", "\xff", "\x7f"}) {
    CHECK(refuses([&](Mail& mail) { mail.subject = line; }));
    CHECK(refuses([&](Mail& mail) { mail.from.name = line; }));
    CHECK(refuses([&](Mail& mail) { mail.headers = {{"X-A", std::string(line)}}; }));
  }
  CHECK(refuses([](Mail& mail) { mail.headers = {{"X A", "1"}}; }));
  CHECK(refuses([](Mail& mail) { mail.message_id = "m1"; }));
  CHECK(refuses([](Mail& mail) { mail.message_id = "<m1@a.example>\r\nX: y"; }));
  CHECK(refuses([](Mail& mail) { mail.text.clear(); }));
}
