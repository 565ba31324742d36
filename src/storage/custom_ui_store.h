// Sign-in pages of the tenant's own.
#ifndef DAEMUN_STORAGE_CUSTOM_UI_STORE_H
#define DAEMUN_STORAGE_CUSTOM_UI_STORE_H

#include "base/clock.h"
#include "base/id.h"
#include "domain/custom_ui.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// Sets of pages that a tenant keeps beside those that it shows: the last ones.
inline constexpr std::int64_t max_custom_uis = 5;

struct CustomUiFile {
  std::string path{};
  std::string bytes{};
};

struct CustomUi {
  CustomUiId id{};
  std::vector<CustomUiFile> files{};
  TimePoint created_at{};
};

class CustomUiStore {
 public:
  CustomUiStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<bool> is_there(CustomUiId id) const;
  Task<std::optional<std::string>> find_file(CustomUiId id, std::string path) const;

  // The oldest others go, but for `shown`.
  Plan insert(CustomUi ui, const std::optional<CustomUiId>& shown) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
