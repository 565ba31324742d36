#include "app/command_line.h"

#include <iostream>
#include <sys/stat.h>

int main(int argc, char** argv) {
  // The database, its log and the vault key are for their owner alone.
  umask(077);
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const daemun::app::Console console{.in = std::cin, .out = std::cout, .error = std::cerr};
  const auto code =
      daemun::app::run_command_line(std::move(arguments), &daemun::app::find_environment, console);
  return static_cast<int>(code);
}
