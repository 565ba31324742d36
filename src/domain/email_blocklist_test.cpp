#include "domain/email_blocklist.h"

#include "domain/uri_pattern.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun {
namespace {

using V = EmailVerdict;

EmailBlocklistPolicy a_policy(std::string_view text) {
  const auto object = parse_json_object(text);
  REQUIRE(object);
  return parse_email_blocklist_policy(*object);
}

EmailBlocklistPolicy blocking(std::string_view item) {
  return {.custom_blocklist = {to_email_pattern(item)}};
}

V decide(const EmailBlocklistPolicy& policy, std::string_view email) {
  return decide_email(policy, email, *DisposableDomains::parse("trash.example"));
}

}  // namespace

TEST_CASE("decide_email refuses in the order of the rules") {
  const auto policy = a_policy(R"({
    "blockDisposableAddresses": true, "blockSubaddressing": true,
    "customAllowlist": ["@good.example", "@trash.example"],
    "customBlocklist": ["bad@good.example", "ann+x@good.example"]})");
  const struct {
    const char* email;
    V verdict;
  } rows[] = {
      {"ann", V::invalid_email},
      {"ann@", V::invalid_email},
      {"@good.example", V::invalid_email},
      {"ann@good.example@good.example", V::invalid_email},
      {"ann+tag", V::invalid_email},
      {"ann+tag@other.example", V::email_subaddressing_not_allowed},
      {"ann+x@good.example", V::email_subaddressing_not_allowed},
      {"ann@other.example", V::email_not_allowed},
      {"bad@good.example", V::email_not_allowed},
      {"ann@trash.example", V::email_not_allowed},
      {"ann@good.example", V::allowed},
  };
  for (const auto& row : rows) {
    CAPTURE(row.email);
    CHECK(decide(policy, row.email) == row.verdict);
  }
}

TEST_CASE("decide_email allows everything with a domain under an empty policy") {
  const auto policy = a_policy("{}");
  CHECK(decide(policy, "ann+tag@trash.example") == V::allowed);
  CHECK(decide(policy, "ann") == V::invalid_email);
  CHECK(
      decide(a_policy(R"({"customAllowlist":[],"blockSubaddressing":1})"), "a+b@c.example") ==
      V::allowed
  );
}

TEST_CASE("decide_email compares addresses, domains and wildcards from end to end") {
  const struct {
    const char* item;
    const char* email;
    bool matches;
  } rows[] = {
      {"ann@example.com", "ann@example.com", true},
      {"Ann@Example.COM", "aNN@eXample.com", true},
      {"ann@example.com", "joann@example.com", false},
      {"ann@example.com", "ann@example.com.au", false},
      {"@example.com", "ann@example.com", true},
      {"@example.com", "ann@mail.example.com", false},
      {"@example.com", "ann@notexample.com", false},
      {"@*.example.com", "ann@mail.example.com", true},
      {"@*.example.com", "ann@a.b.example.com", true},
      {"@*.example.com", "ann@example.com", false},
      {"foo*@example.com", "foo@example.com", true},
      {"foo*@example.com", "foobar@example.com", true},
      {"foo*@example.com", "afoo@example.com", false},
      {"*@example.*", "ann@example.org", true},
      {"a*b*c@example.com", "axxbyyc@example.com", true},
      {"a*b*c@example.com", "acb@example.com", false},
      {"a.c@example.com", "abc@example.com", false},
      {" @example.com ", "ann@example.com", true},
      {"@bücher.example", "ann@xn--bcher-kva.example", true},
      {"@xn--bcher-kva.example", "ann@bücher.example", true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.item);
    CAPTURE(row.email);
    CHECK((decide(blocking(row.item), row.email) == V::email_not_allowed) == row.matches);
  }
}

TEST_CASE("decide_email takes Gmail's dots and domains for one") {
  for (const auto* item :
       {"ann.b@gmail.com", "annb@googlemail.com", "a.n.n.b@GMAIL.com", "an.n*@gmail.com"}) {
    for (const auto* email : {"annb@gmail.com", "a.nn.b@googlemail.com", "ANN.B@gmail.com"}) {
      CAPTURE(item);
      CAPTURE(email);
      CHECK(decide(blocking(item), email) == V::email_not_allowed);
    }
  }
  CHECK(decide(blocking("@googlemail.com"), "ann@gmail.com") == V::email_not_allowed);
  CHECK(decide(blocking("@google*"), "ann@gmail.com") == V::email_not_allowed);
  CHECK(decide(blocking("ann.b@other.com"), "annb@other.com") == V::allowed);
  const EmailBlocklistPolicy allowing{.custom_allowlist = {to_email_pattern("an.n@gmail.com")}};
  CHECK(decide(allowing, "ann@googlemail.com") == V::allowed);
}

TEST_CASE("decide_email looks up disposable domains only when the tenant blocks them") {
  const EmailBlocklistPolicy blocks{.block_disposable_addresses = true};
  CHECK(decide(blocks, "ann@trash.example") == V::email_not_allowed);
  CHECK(decide(blocks, "ann@TRASH.example") == V::email_not_allowed);
  CHECK(decide(blocks, "ann@example.com") == V::allowed);
  CHECK(decide({}, "ann@trash.example") == V::allowed);
}

TEST_CASE("an item with many wildcards takes time that grows with the lengths alone") {
  std::string item;
  for (int i = 0; i < 60; ++i)
    item += "a*a";
  const auto pattern = to_email_pattern(item + "b@example.com");
  const std::string email = std::string(64, 'a') + std::string(60, 'a') + "@example.com";
  std::size_t comparisons = 0;
  const auto count = [&](char left, char right) {
    ++comparisons;
    return left == right;
  };
  CHECK_FALSE(matches_wildcards(pattern, email, Gap::may_be_empty, count));
  CHECK(comparisons <= 4 * (pattern.size() + email.size()));
}

TEST_CASE("to_error_code names each refusal") {
  CHECK(to_error_code(V::invalid_email) == "session.email_blocklist.invalid_email");
  CHECK(
      to_error_code(V::email_subaddressing_not_allowed) ==
      "session.email_blocklist.email_subaddressing_not_allowed"
  );
  CHECK(to_error_code(V::email_not_allowed) == "session.email_blocklist.email_not_allowed");
}

}  // namespace daemun
