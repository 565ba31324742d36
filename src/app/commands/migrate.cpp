#include "app/commands/commands.h"
#include "base/json.h"

#include <ostream>

namespace daemun::app {

ExitCode migrate(const Config& config, Format format, Console console) {
  const auto report = migrate_installation(config);
  if (format == Format::json) {
    console.out << json::serialize(json::object{{"from", report.from}, {"to", report.to}}) << "\n";
  } else if (report.from == report.to) {
    console.out << "The database is at version " << report.to << " already.\n";
  } else {
    console.out << "Migrated the database from version " << report.from << " to " << report.to
                << ".\n";
  }
  return ExitCode::ok;
}

}  // namespace daemun::app
