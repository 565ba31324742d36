#include "daemun/auth/session/sqlite_store.h"

#include "support/folder.h"
#include "support/vectors.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <sys/stat.h>

namespace daemun::auth {
namespace {

using Write = SessionStore::Write;

const TimePoint now = from_unix_seconds(1'800'000'000);
const StoredSession session{
    .sealed = "sealed", .user_key = "user", .expires_at = now + Seconds(3600)};

SqliteStoreSettings settings_in(const daemun::test::Folder& folder) {
  return {.path = (folder.path() / "sessions.db").string()};
}

mode_t mode_of(const std::filesystem::path& path) {
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

TEST_CASE("SqliteStore makes files that nobody else can read") {
  const daemun::test::Folder folder;
  SqliteStore store(settings_in(folder));
  REQUIRE(store.insert("a", session, now) == Write::done);
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    CHECK(mode_of(entry.path()) == 0600);
    ++files;
  }
  CHECK(files == 3);
}

TEST_CASE("SqliteStore still has its sessions after a restart") {
  const daemun::test::Folder folder;
  {
    SqliteStore store(settings_in(folder));
    REQUIRE(store.insert("a", session, now) == Write::done);
    REQUIRE(store.remember("jti", now, now + Seconds(60)) == Sighting::first);
  }
  SqliteStore store(settings_in(folder));
  CHECK(store.find("a", now)->sealed == "sealed");
  CHECK(store.remember("jti", now, now + Seconds(60)) == Sighting::repeated);
}

TEST_CASE("SqliteStore refuses a file that is something else, and leaves it as it is") {
  const daemun::test::Folder folder;
  const auto settings = settings_in(folder);
  const std::string text(4096, 'x');
  std::ofstream(settings.path) << text;
  CHECK_THROWS_AS(SqliteStore{settings}, std::runtime_error);
  CHECK(daemun::test::read_file(settings.path) == text);
}

TEST_CASE("SqliteStore refuses a database of another version") {
  const daemun::test::Folder folder;
  const auto settings = settings_in(folder);
  { SqliteStore store(settings); }
  // The user version is at byte 60 of a SQLite file, the application's id at 68.
  for (const int offset : {60, 68}) {
    std::fstream file(settings.path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(offset + 3);
    const char last = static_cast<char>(file.get());
    file.seekp(offset + 3);
    file.put(static_cast<char>(last + 1)).flush();
    CHECK_THROWS_AS(SqliteStore{settings}, std::runtime_error);
    file.seekp(offset + 3);
    file.put(last).flush();
    CHECK_NOTHROW(SqliteStore{settings});
  }
}

TEST_CASE("SqliteStore throws for a folder that is not there") {
  const daemun::test::Folder folder;
  const SqliteStoreSettings settings{.path = (folder.path() / "no" / "sessions.db").string()};
  CHECK_THROWS_AS(SqliteStore{settings}, std::runtime_error);
}

TEST_CASE("SqliteStore frees what has expired as it writes") {
  const daemun::test::Folder folder;
  SqliteStore store(settings_in(folder));
  const TimePoint end = now + Seconds(1);
  StoredSession brief = session;
  brief.expires_at = end;
  REQUIRE(store.insert("a", brief, now) == Write::done);
  REQUIRE(store.remember("jti", now, end) == Sighting::first);
  REQUIRE(store.insert("b", session, end) == Write::done);
  // By a clock that stands before the end, so that only what is in the file counts.
  CHECK_FALSE(store.find("a", now));
  CHECK(store.remember("jti", now, end) == Sighting::first);
  CHECK(store.find("b", end));
  // And when something is remembered.
  CHECK(store.remember("other", end, end + Seconds(1)) == Sighting::first);
  CHECK(store.remember("jti", now, end) == Sighting::first);
}

TEST_CASE("SqliteStore refuses settings that cannot work") {
  CHECK_THROWS_AS(SqliteStore{SqliteStoreSettings()}, std::invalid_argument);
  const daemun::test::Folder folder;
  auto settings = settings_in(folder);
  settings.busy_timeout = Milliseconds(-1);
  CHECK_THROWS_AS(SqliteStore{settings}, std::invalid_argument);
}

TEST_CASE("remove_expired of SqliteStore frees more than one portion") {
  const daemun::test::Folder folder;
  SqliteStore store(settings_in(folder));
  const TimePoint end = now + Seconds(1);
  for (int i = 0; i < 201; ++i) {
    REQUIRE(store.remember(std::to_string(i), now, end) == Sighting::first);
  }
  store.remove_expired(end);
  // By a clock that stands before the end, so that only what is in the file counts.
  CHECK(store.remember("0", now, end) == Sighting::first);
  CHECK(store.remember("200", now, end) == Sighting::first);
}

}  // namespace
}  // namespace daemun::auth
