#include "domain/custom_domain.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("parse_domain_name takes public host names, in lower case") {
  CHECK(parse_domain_name("Auth.Example.COM") == "auth.example.com");
  CHECK(parse_domain_name("xn--9t4b11yi5a.com") == "xn--9t4b11yi5a.com");
  CHECK(parse_domain_name("1.example.org") == "1.example.org");
  const std::string label(63, 'a');
  CHECK(parse_domain_name(label + ".com"));
  for (const std::string& text :
       {std::string(),
        std::string("localhost"),
        std::string("192.0.2.1"),
        std::string("example.com."),
        std::string(".example.com"),
        std::string("a..com"),
        std::string("*.example.com"),
        std::string("-a.com"),
        std::string("a-.com"),
        std::string("a_b.com"),
        std::string("https://example.com"),
        std::string("example.com/path"),
        std::string("example.com:443"),
        std::string("ex ample.com"),
        std::string("\xec\x98\x88.com"),
        label + "a.com",
        label + "." + label + "." + label + "." + label + ".com"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_domain_name(text));
  }
}

TEST_CASE("parse_dns_records reads what to_json_text has written, and nothing else") {
  const std::vector<DnsRecord> records{
      {.name = "auth.example.com", .type = "CNAME", .value = "id.example.net"}};
  const auto text = to_json_text(records);
  CHECK(text == R"([{"name":"auth.example.com","type":"CNAME","value":"id.example.net"}])");
  const auto parsed = parse_dns_records(text);
  REQUIRE(parsed.size() == 1);
  CHECK(parsed[0].value == "id.example.net");
  for (const char* bad : {"", "{}", "[1]", "[", "[],\"a\":[]"})
    CHECK(parse_dns_records(bad).empty());
}

}  // namespace daemun
