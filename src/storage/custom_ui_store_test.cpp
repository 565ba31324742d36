#include "storage/custom_ui_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

CustomUi a_ui(std::string id, TimePoint at = now) {
  return {
      .id = CustomUiId(std::move(id)),
      .files =
          {{.path = "index.html", .bytes = "<!doctype html>"},
           {.path = "assets/logo.png", .bytes = std::string("\x89\0\xff", 3)}},
      .created_at = at};
}

}  // namespace

TEST_CASE("CustomUiStore gives back files byte for byte, to their tenant alone") {
  for_each_engine([](Stores& stores, Stores& others) {
    const CustomUiStore uis(stores.database, stores.tenant);
    stores.run(uis.insert(a_ui("one"), std::nullopt));
    CHECK(run_task(uis.is_there(CustomUiId("one"))));
    CHECK(run_task(uis.find_file(CustomUiId("one"), "index.html")) == "<!doctype html>");
    CHECK(
        run_task(uis.find_file(CustomUiId("one"), "assets/logo.png")) ==
        std::string("\x89\0\xff", 3)
    );
    CHECK_FALSE(run_task(uis.find_file(CustomUiId("one"), "Index.html")));
    CHECK_FALSE(run_task(uis.find_file(CustomUiId("two"), "index.html")));
    const CustomUiStore theirs(others.database, others.tenant);
    CHECK_FALSE(run_task(theirs.is_there(CustomUiId("one"))));
    CHECK_FALSE(run_task(theirs.find_file(CustomUiId("one"), "index.html")));
  });
}

TEST_CASE("CustomUiStore keeps the last pages, and those that are shown") {
  for_each_engine([](Stores& stores, Stores&) {
    const CustomUiStore uis(stores.database, stores.tenant);
    for (int i = 0; i < 8; ++i) {
      const auto ui = a_ui("ui" + std::to_string(i), now + Seconds(i));
      stores.run(uis.insert(ui, CustomUiId("ui0")));
    }
    CHECK(run_task(uis.is_there(CustomUiId("ui0"))));
    CHECK_FALSE(run_task(uis.is_there(CustomUiId("ui2"))));
    CHECK_FALSE(run_task(uis.find_file(CustomUiId("ui2"), "index.html")));
    CHECK(run_task(uis.is_there(CustomUiId("ui3"))));
    CHECK(run_task(uis.is_there(CustomUiId("ui7"))));
  });
}

}  // namespace daemun::storage
