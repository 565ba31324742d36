#include "domain/disposable_domains.h"

#include "domain/disposable_hash.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun {

TEST_CASE("DisposableDomains::contains finds a listed domain and nothing below it") {
  const auto domains = DisposableDomains::parse("trash.example\n# a comment\n\n  Bin.Example  \n");
  REQUIRE(domains);
  CHECK(domains->contains("trash.example"));
  CHECK(domains->contains("bin.example"));
  CHECK_FALSE(domains->contains("mail.trash.example"));
  CHECK_FALSE(domains->contains("example"));
  CHECK_FALSE(domains->contains("trash.example.com"));
}

TEST_CASE("DisposableDomains::contains finds everything below a wildcard") {
  const auto domains = DisposableDomains::parse("*.trash.example");
  REQUIRE(domains);
  CHECK(domains->contains("trash.example"));
  CHECK(domains->contains("a.trash.example"));
  CHECK(domains->contains("a.b.trash.example"));
  CHECK_FALSE(domains->contains("nottrash.example"));
  CHECK_FALSE(domains->contains("example"));
}

TEST_CASE("DisposableDomains::parse reads domains in other scripts") {
  const auto domains = DisposableDomains::parse("bücher.example");
  REQUIRE(domains);
  CHECK(domains->contains("xn--bcher-kva.example"));
}

TEST_CASE("DisposableDomains::parse refuses a line that is no domain") {
  for (const auto* line :
       {"a b.example", "user@trash.example", "localhost", "*", "*.com", "a.*.c"}) {
    CAPTURE(line);
    CHECK_FALSE(DisposableDomains::parse("trash.example\n" + std::string(line)));
  }
}

TEST_CASE("DisposableDomains::contains finds each of many rows") {
  std::string text;
  for (int i = 0; i < 1000; ++i)
    text += "d" + std::to_string(i) + ".example\n";
  const auto domains = DisposableDomains::parse(text);
  REQUIRE(domains);
  for (int i = 0; i < 1000; ++i)
    CHECK(domains->contains("d" + std::to_string(i) + ".example"));
  CHECK_FALSE(domains->contains("d1000.example"));
  CHECK_FALSE(DisposableDomains().contains("d1.example"));
}

TEST_CASE("DisposableDomains::embedded has the public lists and no provider of real addresses") {
  const auto domains = DisposableDomains::embedded();
  for (const auto* domain :
       {"mailinator.com", "guerrillamail.com", "xn--instgram-cza.com", "a.b.33m.co", "33m.co"}) {
    CAPTURE(domain);
    CHECK(domains.contains(domain));
  }
  for (const auto* domain :
       {"gmail.com",
        "outlook.com",
        "naver.com",
        "yahoo.com",
        "example.com",
        "a.guerrillamail.com"}) {
    CAPTURE(domain);
    CHECK_FALSE(domains.contains(domain));
  }
}

TEST_CASE("make_disposable_table keeps equal hashes once and sorts them") {
  const auto table = make_disposable_table({2, 0x010000000000, 2, 1});
  CHECK(table == std::string("\0\0\0\0\0\1\0\0\0\0\0\2\1\0\0\0\0\0", 18));
}

}  // namespace daemun
