#include "app/commands/commands.h"

#include <ctime>
#include <ostream>

namespace daemun::app {

ExitCode fail(Console console, std::string_view complaint) {
  console.error << "daemun: " << complaint << "\n";
  return ExitCode::failed;
}

std::string to_text(TimePoint time) {
  const std::time_t seconds = to_unix_seconds(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return std::string(text, length);
}

}  // namespace daemun::app
