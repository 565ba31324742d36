#include "app/tenant_file/document.h"

#include <doctest/doctest.h>

namespace daemun::app {
namespace {

std::string error_of(std::string_view file) {
  const auto document = parse_document(json::parse(file));
  return document ? "" : document.error();
}

}  // namespace

TEST_CASE("parse_document reads sections and writes identifiers as they are stored") {
  const auto document = parse_document(json::parse(
      R"({"roles":[{"name":"a","description":"b"}],"users":[{"primaryEmail":"Min@Example.COM"}],)"
      R"("signInExperience":{"signInMode":"SignIn"}})"
  ));
  REQUIRE(document);
  CHECK(document->items.at("roles").size() == 1);
  CHECK(document->items.at("users")[0].members.at("primaryEmail").as_string() == "min@example.com");
  CHECK(
      json::serialize(to_file(*document)) ==
      R"({"roles":[{"name":"a","description":"b"}],"users":[{"primaryEmail":"min@example.com"}],)"
      R"("signInExperience":{"signInMode":"SignIn"}})"
  );
}

TEST_CASE("parse_document names the place of what is wrong") {
  CHECK(error_of("[]") == "the file must be a mapping of sections");
  CHECK(error_of(R"({"rolls":[]})") == "rolls is not a section");
  CHECK(error_of(R"({"roles":{}})") == "roles must be an array");
  CHECK(error_of(R"({"roles":[{"name":"a"}]})") == "roles[0].description is required");
  CHECK(
      error_of(R"({"roles":[{"name":"a","description":"b","tpye":"User"}]})") ==
      "roles[0].tpye is unknown"
  );
  CHECK(
      error_of(R"({"roles":[{"name":"a","description":"b"},{"name":"a","description":"c"}]})") ==
      "roles[1].name is there twice: a"
  );
  CHECK(error_of(R"({"users":[{"name":"Min"}]})") == "users[0] needs a name to be known by");
  CHECK(error_of(R"({"applications":[{"name":"a","type":"SPA","customData":{"any":{"thing":1}}}]})")
            .empty());
}

TEST_CASE("title_of prefers a name to an id") {
  const auto& users = *find_section("users");
  CHECK(title_of(users, {{"id", "u1"}, {"username", "alice"}}) == "alice");
  CHECK(title_of(users, {{"id", "u1"}, {"primaryEmail", "a@b.c"}}) == "a@b.c");
  CHECK(title_of(users, {{"id", "u1"}}) == "u1");
  CHECK(title_of(*find_section("roles"), {{"name", "shopper"}}) == "shopper");
}

TEST_CASE("ItemIndex finds a thing by the first key that is known") {
  std::vector<Item> items;
  items.push_back({.id = "u1", .members = {{"id", "u1"}, {"username", "alice"}}});
  items.push_back({.id = "u2", .members = {{"id", "u2"}, {"primaryEmail", "bob@example.com"}}});
  const ItemIndex index(*find_section("users"), items);
  CHECK(index.find({{"id", "u2"}, {"username", "alice"}})->id == "u2");
  CHECK(index.find({{"id", "elsewhere"}, {"username", "alice"}})->id == "u1");
  CHECK(index.find({{"primaryEmail", "bob@example.com"}})->id == "u2");
  CHECK(index.find({{"username", "carol"}}) == nullptr);
}

}  // namespace daemun::app
