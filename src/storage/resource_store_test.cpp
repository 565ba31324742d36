#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

Resource a_resource(std::string id = "api") {
  Resource resource{.id = ResourceId(id), .name = "API " + id};
  resource.indicator = "https://" + id + ".example";
  return resource;
}

Scope a_scope(std::string name, std::optional<std::string> description = std::nullopt) {
  return {.id = ScopeId("id_of_" + name), .name = name, .description = std::move(description)};
}

std::optional<Resource> find(Stores& stores, const std::string& indicator) {
  return run_task(stores.resources.find_by_indicator(indicator));
}

bool commits(Stores& stores, Plan plan) {
  return test::commit(stores.database, std::move(plan)).committed();
}

}  // namespace

TEST_CASE("ResourceStore gives back a resource with its scopes by name") {
  for_each_engine([](Stores& stores, Stores& others) {
    auto resource = a_resource();
    resource.access_token_ttl = Seconds(60);
    stores.run(stores.resources.insert(resource));
    CHECK(find(stores, resource.indicator)->scopes.empty());
    stores.run(stores.resources.insert_scope(resource.id, a_scope("write"), now));
    stores.run(stores.resources.insert_scope(resource.id, a_scope("read", "Reading"), now));
    const auto found = find(stores, resource.indicator);
    REQUIRE(found);
    CHECK(found->id == resource.id);
    CHECK(found->name == resource.name);
    CHECK(found->indicator == resource.indicator);
    CHECK_FALSE(found->is_default);
    CHECK(found->access_token_ttl == Seconds(60));
    REQUIRE(found->scopes.size() == 2);
    CHECK(found->scopes[0].id == ScopeId("id_of_read"));
    CHECK(found->scopes[0].description == "Reading");
    CHECK(found->scopes[1].name == "write");
    CHECK_FALSE(found->scopes[1].description);
    CHECK_FALSE(find(stores, "https://API.example"));
    CHECK_FALSE(find(others, resource.indicator));
  });
}

TEST_CASE("ResourceStore finds the default resource, if any") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.resources.insert(a_resource("a")));
    CHECK_FALSE(run_task(stores.resources.find_default()));
    auto resource = a_resource("b");
    resource.is_default = true;
    stores.run(stores.resources.insert(resource));
    stores.run(stores.resources.insert_scope(resource.id, a_scope("read"), now));
    const auto found = run_task(stores.resources.find_default());
    REQUIRE(found);
    CHECK(found->id == resource.id);
    CHECK(found->is_default);
    CHECK(found->scopes.size() == 1);
  });
}

TEST_CASE("ResourceStore lists resources by indicator, each with its scopes") {
  for_each_engine([](Stores& stores, Stores& others) {
    for (const char* id : {"b", "a", "c"})
      stores.run(stores.resources.insert(a_resource(id)));
    stores.run(stores.resources.insert_scope(ResourceId("a"), a_scope("read"), now));
    stores.run(stores.resources.insert_scope(ResourceId("c"), a_scope("write"), now));
    const auto list = run_task(stores.resources.list());
    REQUIRE(list.size() == 3);
    CHECK(list[0].id == ResourceId("a"));
    CHECK(list[0].scopes.size() == 1);
    CHECK(list[1].scopes.empty());
    CHECK(list[2].scopes.front().name == "write");
    CHECK(run_task(others.resources.list()).empty());
  });
}

TEST_CASE("ResourceStore refuses a taken indicator or scope name") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.resources.insert(a_resource()));
    auto same = a_resource("b");
    same.indicator = a_resource().indicator;
    CHECK(stores.conflict(stores.resources.insert(same)) == Conflict::Reason::unique);
    stores.run(stores.resources.insert_scope(a_resource().id, a_scope("read"), now));
    auto scope = a_scope("read");
    scope.id = ScopeId("other");
    CHECK(
        stores.conflict(stores.resources.insert_scope(a_resource().id, scope, now)) ==
        Conflict::Reason::unique
    );
    CHECK(
        stores.conflict(stores.resources.insert_scope(ResourceId("none"), a_scope("x"), now)) ==
        Conflict::Reason::foreign_key
    );
  });
}

TEST_CASE("ResourceStore changes what is given of a resource, of the tenant's own only") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto resource = a_resource();
    stores.run(stores.resources.insert(resource));
    stores.run(stores.resources.update(resource.id, {.name = "New"}));
    stores.run(stores.resources.update(resource.id, {.access_token_ttl = 60}));
    const auto found = run_task(stores.resources.find(resource.id));
    REQUIRE(found);
    CHECK(found->name == "New");
    CHECK(found->access_token_ttl == Seconds(60));
    CHECK(
        others.conflict(others.resources.update(resource.id, {.name = "Other"})) ==
        Conflict::Reason::row_count
    );
    CHECK(others.conflict(others.resources.remove(resource.id)) == Conflict::Reason::row_count);
    CHECK_FALSE(run_task(others.resources.find(resource.id)));
    stores.run(stores.resources.remove(resource.id));
    CHECK_FALSE(run_task(stores.resources.find(resource.id)));
    CHECK(stores.conflict(stores.resources.remove(resource.id)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("ResourceStore has one default resource at most") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.resources.insert(a_resource("a")));
    stores.run(stores.resources.insert(a_resource("b")));
    for (const char* id : {"a", "b"}) {
      CHECK(commits(stores, stores.resources.set_default(ResourceId(id), true)));
      CHECK(run_task(stores.resources.find_default())->id == ResourceId(id));
    }
    CHECK(commits(stores, stores.resources.set_default(ResourceId("b"), false)));
    CHECK_FALSE(run_task(stores.resources.find_default()));
    CHECK(commits(stores, stores.resources.set_default(ResourceId("a"), true)));
    CHECK_FALSE(commits(stores, stores.resources.set_default(ResourceId("none"), true)));
    CHECK(run_task(stores.resources.find_default())->id == ResourceId("a"));
  });
}

TEST_CASE("ResourceStore lists resources by name, whole or in windows") {
  for_each_engine([](Stores& stores, Stores& others) {
    for (const char* id : {"c", "a", "b"})
      stores.run(stores.resources.insert(a_resource(id)));
    for (const char* name : {"x", "y"}) {
      stores.run(stores.resources.insert_scope(ResourceId("b"), a_scope(name), now));
    }
    const auto all = run_task(stores.resources.list_page(Window::all()));
    CHECK(all.total == 3);
    REQUIRE(all.resources.size() == 3);
    CHECK(all.resources[0].id == ResourceId("a"));
    const auto part = run_task(stores.resources.list_page(Window{.limit = 2, .offset = 1}));
    CHECK(part.total == 3);
    REQUIRE(part.resources.size() == 2);
    CHECK(part.resources[0].scopes.size() == 2);
    CHECK(part.resources[1].id == ResourceId("c"));
    CHECK(run_task(others.resources.list_page(Window::all())).total == 0);
  });
}

TEST_CASE("ResourceStore changes, lists and removes scopes of one resource") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.resources.insert(a_resource("a")));
    stores.run(stores.resources.insert(a_resource("b")));
    const ResourceId api("a");
    for (const char* name : {"write", "read"})
      stores.run(stores.resources.insert_scope(api, a_scope(name, "Text"), now));
    const ScopeId read("id_of_read");
    stores.run(stores.resources.update_scope(api, read, {.name = "view"}));
    CHECK(run_task(stores.resources.find_scope(api, read))->description == "Text");
    stores.run(stores.resources.update_scope(api, read, {.sets_description = true}));
    const auto found = run_task(stores.resources.find_scope(api, read));
    REQUIRE(found);
    CHECK(found->name == "view");
    CHECK_FALSE(found->description);
    CHECK(found->created_at == now);
    CHECK_FALSE(run_task(stores.resources.find_scope(ResourceId("b"), read)));
    CHECK(
        stores.conflict(stores.resources.update_scope(api, read, {.name = "write"})) ==
        Conflict::Reason::unique
    );
    CHECK(others.conflict(others.resources.remove_scope(api, read)) == Conflict::Reason::row_count);
    CHECK(
        stores.conflict(stores.resources.remove_scope(ResourceId("b"), read)) ==
        Conflict::Reason::row_count
    );
    const auto page =
        run_task(stores.resources.list_scopes(api, Search{}, Window{.limit = 1, .offset = 1}));
    CHECK(page.total == 2);
    REQUIRE(page.scopes.size() == 1);
    CHECK(page.scopes[0].name == "write");
    stores.run(stores.resources.remove_scope(api, read));
    CHECK(
        run_task(stores.resources.list_scopes(api, Search{}, Window{.limit = 9, .offset = 0}))
            .total == 1
    );
  });
}

}  // namespace daemun::storage
