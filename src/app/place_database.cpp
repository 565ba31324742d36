#include "app/place_database.h"

#include "base/text.h"

#include <algorithm>
#include <initializer_list>
#include <maxminddb.h>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace daemun::app {
namespace {

constexpr std::size_t max_city_bytes = 128;

std::optional<MMDB_entry_data_s> find_value(
    MMDB_entry_s entry, std::initializer_list<const char*> path
) {
  std::vector<const char*> keys(path);
  keys.push_back(nullptr);
  MMDB_entry_data_s data{};
  if (MMDB_aget_value(&entry, &data, keys.data()) != MMDB_SUCCESS || !data.has_data)
    return std::nullopt;
  return data;
}

std::optional<std::string> find_text(MMDB_entry_s entry, std::initializer_list<const char*> path) {
  const auto data = find_value(entry, path);
  if (!data || data->type != MMDB_DATA_TYPE_UTF8_STRING) return std::nullopt;
  return std::string(data->utf8_string, data->data_size);
}

std::optional<double> find_number(MMDB_entry_s entry, std::initializer_list<const char*> path) {
  const auto data = find_value(entry, path);
  if (!data || data->type != MMDB_DATA_TYPE_DOUBLE) return std::nullopt;
  return data->double_value;
}

// Where the address is; failing that, the country that its network is registered in.
std::optional<std::string> find_country(MMDB_entry_s entry) {
  auto code = find_text(entry, {"country", "iso_code"});
  if (!code) code = find_text(entry, {"registered_country", "iso_code"});
  return code ? parse_country(*code) : std::nullopt;
}

std::optional<std::string> find_city(MMDB_entry_s entry) {
  auto name = find_text(entry, {"city", "names", "en"});
  if (!name || name->size() > max_city_bytes || !is_valid_utf8(*name)) return std::nullopt;
  return name;
}

// "GeoLite2-City", "DBIP-Country-Lite"
bool is_of(std::string_view type, std::initializer_list<std::string_view> kinds) {
  const auto word = to_lower_ascii(type);
  return std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) {
    return word.find(kind) != std::string::npos;
  });
}

std::runtime_error failure(const std::filesystem::path& path, const std::string& reason) {
  return std::runtime_error("GEOIP_DATABASE: " + path.string() + ": " + reason);
}

}  // namespace

struct PlaceDatabase::File {
  File() = default;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (is_open) MMDB_close(&database);
  }

  MMDB_s database{};
  bool is_open = false;
};

PlaceDatabase::PlaceDatabase(const std::filesystem::path& path) : file_(std::make_unique<File>()) {
  const int status = MMDB_open(path.c_str(), MMDB_MODE_MMAP, &file_->database);
  if (status != MMDB_SUCCESS) throw failure(path, MMDB_strerror(status));
  file_->is_open = true;
  const char* type = file_->database.metadata.database_type;
  if (type == nullptr || !is_of(type, {"country", "city", "enterprise"}))
    throw failure(path, "expected a database of countries or cities");
}

PlaceDatabase::~PlaceDatabase() = default;

Place PlaceDatabase::find(const std::string& address) const {
  int no_address = 0;
  int broken = MMDB_SUCCESS;
  const auto found = MMDB_lookup_string(&file_->database, address.c_str(), &no_address, &broken);
  if (no_address != 0 || broken != MMDB_SUCCESS || !found.found_entry) return {};
  Place place{.country = find_country(found.entry), .city = find_city(found.entry)};
  const auto latitude = find_number(found.entry, {"location", "latitude"});
  const auto longitude = find_number(found.entry, {"location", "longitude"});
  if (latitude && longitude) place.coordinates = make_coordinates(*latitude, *longitude);
  return place;
}

bool PlaceDatabase::knows_coordinates() const {
  return is_of(file_->database.metadata.database_type, {"city", "enterprise"});
}

std::unique_ptr<PlaceDatabase> load_place_database(const Config& config) {
  if (config.geoip_database.empty()) return nullptr;
  return std::make_unique<PlaceDatabase>(config.geoip_database);
}

PlaceSources place_sources_of(const Config& config, const PlaceDatabase* database) {
  PlaceSources sources{.database = database};
  if (config.trust_proxy_header) sources.headers = config.place_headers;
  return sources;
}

}  // namespace daemun::app
