#include "connectors/mailbox.h"

#include <doctest/doctest.h>

namespace daemun::connectors {
namespace {

const net::Mailbox fallback{"App", "app@app.example"};

TEST_CASE("parse_address takes one address") {
  CHECK(parse_address("Ann+tag@User.example") == "Ann+tag@User.example");
  CHECK(parse_address("ann@한국.example") == "ann@xn--3e0b707e.example");
  for (const std::string_view text : {
           "",
           "@",
           "a@",
           "@b.example",
           "a@b",
           "a@b.example ",
           " a@b.example",
           "a@b.example;c@d.example",
           "a..b@c.example",
           "<a@b.example>",
           "a@b.example\n",
           "a(c)@b.example",
       }) {
    CAPTURE(text);
    CHECK(!parse_address(text));
  }
}

TEST_CASE("parse_mailbox reads a name, an address or both") {
  CHECK(parse_mailbox("Ann <ann@a.example>", fallback) == net::Mailbox{"Ann", "ann@a.example"});
  CHECK(parse_mailbox("<ann@a.example>", fallback) == net::Mailbox{"", "ann@a.example"});
  CHECK(parse_mailbox("ann@a.example", fallback) == net::Mailbox{"", "ann@a.example"});
  CHECK(parse_mailbox("Ann at work", fallback) == net::Mailbox{"Ann at work", "app@app.example"});
  CHECK(parse_mailbox("Ann\r\nBcc: x", fallback) == net::Mailbox{"Ann  Bcc: x", "app@app.example"});
  CHECK(parse_mailbox(" ", fallback) == fallback);
  CHECK(!parse_mailbox("Ann <ann>", fallback));
  CHECK(!parse_mailbox("Ann <a@a.example, b@a.example>", fallback));
  CHECK(!parse_mailbox("a@a.example,b@a.example", fallback));
  CHECK(!parse_mailbox("Ann>", fallback));
}

TEST_CASE("to_string lets a name hold no address") {
  CHECK(to_string(net::Mailbox{"Ann", "a@a.example"}) == "Ann <a@a.example>");
  CHECK(to_string(net::Mailbox{"", "a@a.example"}) == "a@a.example");
  CHECK(to_string(net::Mailbox{"a@b, \"B\"", "a@a.example"}) == R"("a@b, \"B\"" <a@a.example>)");
  CHECK(
      to_string(net::Mailbox{"<x@y.example>\n", "a@a.example"}) == "\"x@y.example\" <a@a.example>"
  );
}

}  // namespace
}  // namespace daemun::connectors
