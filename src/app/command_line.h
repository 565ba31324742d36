// The words of the command line. CLI11 is used in command_line.cpp and nowhere else.
#ifndef DAEMUN_APP_COMMAND_LINE_H
#define DAEMUN_APP_COMMAND_LINE_H

#include "app/commands/commands.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace daemun::app {

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// Runs `daemun <arguments>`. Complaints go to the console's error stream; nothing is thrown.
ExitCode run_command_line(
    std::vector<std::string> arguments, const Environment& environment, Console console
);

}  // namespace daemun::app

#endif
