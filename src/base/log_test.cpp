#include "base/log.h"

#include "base/json.h"

#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <unistd.h>

namespace daemun {
namespace {

// The text that `action` writes to standard error. A pipe holds 64 KiB, more than any test writes.
std::string captured(const std::function<void()>& action) {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const int saved = dup(STDERR_FILENO);
  REQUIRE(dup2(ends[1], STDERR_FILENO) == STDERR_FILENO);
  close(ends[1]);
  action();
  dup2(saved, STDERR_FILENO);
  close(saved);
  std::string text(4096, '\0');
  const auto size = read(ends[0], text.data(), text.size());
  close(ends[0]);
  text.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  return text;
}

json::object logged(const std::function<void()>& action) {
  const std::string line = captured(action);
  REQUIRE(line.ends_with("\n"));
  REQUIRE(line.find('\n') == line.size() - 1);
  auto object = parse_json_object(line);
  REQUIRE(object);
  return *std::move(object);
}

TEST_CASE("log writes one line of JSON an event") {
  const auto line = logged([] {
    log_info("server.started", {{"port", std::int64_t{3001}}, {"host", "localhost"}});
  });
  CHECK(find_string(line, "level") == "info");
  CHECK(find_string(line, "event") == "server.started");
  CHECK(find_string(line, "port") == "3001");
  CHECK(find_string(line, "host") == "localhost");
  const std::string ts(find_string(line, "ts").value());
  REQUIRE(ts.size() == std::string_view("2026-01-31T23:59:59.999Z").size());
  CHECK(ts[4] == '-');
  CHECK(ts[10] == 'T');
  CHECK(ts[19] == '.');
  CHECK(ts[23] == 'Z');
}

TEST_CASE("log escapes line ends, control characters and bytes that are not UTF-8") {
  const std::string hostile = "a\r\n{\"level\":\"error\"}\x1b[2J\x7f\xc2\x9b\\ \xc3\xa4";
  const std::string line = captured([&] { log_error("login", {{"name", hostile}}); });
  CHECK(line.find('\n') == line.size() - 1);
  CHECK(line.find('\r') == std::string::npos);
  CHECK(line.find('\x1b') == std::string::npos);
  CHECK(line.find('\x7f') == std::string::npos);
  CHECK(line.find("\xc2\x9b") == std::string::npos);
  CHECK(find_string(parse_json_object(line).value(), "name") == hostile);

  const auto broken = logged([] { log_warning("login", {{"name", "a\xff\xc2"}}); });
  CHECK(find_string(broken, "name") == "a\xc3\xbf\xc3\x82");
}

TEST_CASE("log writes nothing below the level") {
  CHECK(captured([] { log_debug("quiet"); }).empty());
  set_log_level(LogLevel::error);
  CHECK(captured([] { log_warning("quiet"); }).empty());
  CHECK_FALSE(captured([] { log_error("loud"); }).empty());
  set_log_level(LogLevel::info);
}

TEST_CASE("set_log_level knows four words") {
  CHECK(set_log_level("debug"));
  CHECK_FALSE(captured([] { log_debug("loud"); }).empty());
  CHECK(set_log_level("warning"));
  CHECK(set_log_level("error"));
  CHECK(set_log_level("info"));
  CHECK_FALSE(set_log_level("INFO"));
  CHECK_FALSE(set_log_level("trace"));
  CHECK_FALSE(set_log_level(""));
}

}  // namespace
}  // namespace daemun
