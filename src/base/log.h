// One line of JSON an event on standard error. Values are escaped; secrets have no overload.
#ifndef DAEMUN_BASE_LOG_H
#define DAEMUN_BASE_LOG_H

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace daemun {

enum class LogLevel { debug, info, warning, error };

struct LogField {
  LogField(std::string_view field, std::string_view text) : name(field), value(text) {}
  LogField(std::string_view field, const char* text) : name(field), value(text) {}
  LogField(std::string_view field, const std::string& text) : name(field), value(text) {}
  LogField(std::string_view field, std::int64_t number)
      : name(field), value(std::to_string(number)) {}

  std::string_view name;
  std::string value;
};

// Below this level nothing is written. Default: info.
void set_log_level(LogLevel level);
// Nothing for a word that is not a level.
bool set_log_level(std::string_view word);

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});
inline void log_debug(std::string_view event, std::initializer_list<LogField> fields = {}) {
  log(LogLevel::debug, event, fields);
}
inline void log_info(std::string_view event, std::initializer_list<LogField> fields = {}) {
  log(LogLevel::info, event, fields);
}
inline void log_warning(std::string_view event, std::initializer_list<LogField> fields = {}) {
  log(LogLevel::warning, event, fields);
}
inline void log_error(std::string_view event, std::initializer_list<LogField> fields = {}) {
  log(LogLevel::error, event, fields);
}

}  // namespace daemun

#endif
