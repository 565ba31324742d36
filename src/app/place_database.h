// Where an address is, by the operator's database in MaxMind's format (GEOIP_DATABASE), which is
// mapped into memory once. No address leaves the machine.
#ifndef DAEMUN_APP_PLACE_DATABASE_H
#define DAEMUN_APP_PLACE_DATABASE_H

#include "app/config.h"
#include "domain/place_headers.h"

#include <filesystem>
#include <memory>
#include <string>

namespace daemun::app {

class PlaceDatabase final : public AddressPlaces {
 public:
  // Throws std::runtime_error for a file that cannot be read, is of another format, or is a
  // database of something else than countries and cities.
  explicit PlaceDatabase(const std::filesystem::path& path);
  ~PlaceDatabase() override;
  PlaceDatabase(const PlaceDatabase&) = delete;
  PlaceDatabase& operator=(const PlaceDatabase&) = delete;

  Place find(const std::string& address) const override;
  // By the database's type: one of cities.
  bool knows_coordinates() const override;

 private:
  struct File;
  std::unique_ptr<File> file_;
};

// Of GEOIP_DATABASE; null for none. Throws as above.
std::unique_ptr<PlaceDatabase> load_place_database(const Config& config);
// The database, and the headers of INJECTED_HEADER_MAPPING_JSON where the proxy is trusted.
PlaceSources place_sources_of(const Config& config, const PlaceDatabase* database);

}  // namespace daemun::app

#endif
