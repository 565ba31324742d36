// The engine and place that a database URL names.
#ifndef DAEMUN_STORAGE_LOCATION_H
#define DAEMUN_STORAGE_LOCATION_H

#include "storage/database.h"

#include <string>

namespace daemun::storage {

struct Location {
  Engine engine;
  std::string target;  // the file of SQLite, empty for a private database; the URL of PostgreSQL
};

// Throws std::runtime_error, without the text of the URL: it may hold a password.
Location parse_location(const std::string& url);

}  // namespace daemun::storage

#endif
