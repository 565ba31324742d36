// API resources with their scopes.
#ifndef DAEMUN_STORAGE_RESOURCE_STORE_H
#define DAEMUN_STORAGE_RESOURCE_STORE_H

#include "domain/resource.h"
#include "storage/database.h"
#include "storage/search.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

// The members that are given change.
struct ResourceChanges {
  std::optional<std::string> name{};
  std::optional<std::int64_t> access_token_ttl{};  // seconds
};

struct ScopeChanges {
  std::optional<std::string> name{};
  bool sets_description = false;
  std::optional<std::string> description{};
};

// Of a row with resource_store.scope_columns.
ResourceScope resource_scope_of(const Row& row);

class ResourceStore {
 public:
  ResourceStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // With their scopes.
  Task<std::optional<Resource>> find_by_indicator(std::string indicator) const;
  Task<std::optional<Resource>> find_default() const;
  Task<std::optional<Resource>> find(ResourceId id) const;
  Task<std::vector<Resource>> list() const;
  struct ResourcePage {
    std::vector<Resource> resources{};
    std::int64_t total = 0;
  };
  // By name.
  Task<ResourcePage> list_page(Window window) const;
  struct ScopePage {
    std::vector<Scope> scopes{};
    std::int64_t total = 0;
  };
  // By name. A search may name id, name, description.
  Task<ScopePage> list_scopes(ResourceId resource, Search search, Window window) const;
  Task<std::optional<Scope>> find_scope(ResourceId resource, ScopeId scope) const;

  Statement insert(const Resource& resource) const;
  // One row; none when there is no such resource or scope.
  Statement update(const ResourceId& id, const ResourceChanges& changes) const;
  Statement remove(const ResourceId& id) const;
  Statement update_scope(
      const ResourceId& resource, const ScopeId& scope, const ScopeChanges& changes
  ) const;
  Statement remove_scope(const ResourceId& resource, const ScopeId& scope) const;
  // A tenant has one default resource at most.
  Plan set_default(const ResourceId& id, bool is_default) const;
  Statement insert_scope(const ResourceId& resource, const Scope& scope, TimePoint now) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
