#include "base/log.h"

#include "base/clock.h"
#include "base/text.h"

#include <fmt/chrono.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <memory>
#include <optional>

namespace daemun {

namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      break;
  }
  return spdlog::level::err;
}

std::string_view to_word(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      break;
  }
  return "error";
}

// The process has one standard error, hence one logger. Never destroyed: other static objects may
// still log while the process ends.
spdlog::logger& stderr_logger() {
  static spdlog::logger& logger = *[] {
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    sink->set_pattern("%v");
    auto made = std::make_unique<spdlog::logger>("daemun", std::move(sink));
    made->set_level(spdlog::level::info);
    return made.release();
  }();
  return logger;
}

// A JSON string that cannot move a terminal's cursor: DEL and the C1 controls are escaped as well,
// and a text that is not UTF-8 is shown byte by byte.
void append_log_string(fmt::memory_buffer& line, std::string_view text) {
  const bool utf8 = is_valid_utf8(text);
  line.push_back('"');
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_c1 = utf8 && byte == 0xc2 && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (is_c1) {
      ++i;
      fmt::format_to(fmt::appender(line), "\\u{:04x}", static_cast<unsigned char>(text[i]));
    } else if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !utf8)) {
      fmt::format_to(fmt::appender(line), "\\u{:04x}", byte);
    } else {
      if (byte == '"' || byte == '\\') line.push_back('\\');
      line.push_back(text[i]);
    }
  }
  line.push_back('"');
}

void append_time(fmt::memory_buffer& line, TimePoint now) {
  const auto seconds = std::chrono::floor<Seconds>(now);
  const std::time_t whole = std::chrono::system_clock::to_time_t(seconds);
  fmt::format_to(
      fmt::appender(line),
      "\"{:%Y-%m-%dT%H:%M:%S}.{:03}Z\"",
      fmt::gmtime(whole),
      (now - seconds).count()
  );
}

std::optional<LogLevel> parse_level(std::string_view word) {
  for (const auto level : {LogLevel::debug, LogLevel::info, LogLevel::warning, LogLevel::error}) {
    if (word == to_word(level)) return level;
  }
  return std::nullopt;
}

}  // namespace

void set_log_level(LogLevel level) {
  stderr_logger().set_level(to_spdlog(level));
}

bool set_log_level(std::string_view word) {
  const auto level = parse_level(word);
  if (level) set_log_level(*level);
  return level.has_value();
}

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  auto& logger = stderr_logger();
  if (!logger.should_log(to_spdlog(level))) return;
  fmt::memory_buffer line;
  fmt::format_to(fmt::appender(line), "{{\"ts\":");
  append_time(line, SystemClock().now());
  fmt::format_to(fmt::appender(line), ",\"level\":\"{}\",\"event\":", to_word(level));
  append_log_string(line, event);
  for (const auto& field : fields) {
    line.push_back(',');
    append_log_string(line, field.name);
    line.push_back(':');
    append_log_string(line, field.value);
  }
  line.push_back('}');
  logger.log(to_spdlog(level), spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace daemun
