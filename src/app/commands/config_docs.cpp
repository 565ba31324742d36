#include "app/commands/commands.h"

#include <ostream>

namespace daemun::app {

ExitCode print_config_docs(Console console) {
  console.out << config_markdown();
  return ExitCode::ok;
}

}  // namespace daemun::app
