// Work that one of several nodes does at a time. A node that ends without a word is followed by
// another one when its lease is over.
#ifndef DAEMUN_STORAGE_LEASE_STORE_H
#define DAEMUN_STORAGE_LEASE_STORE_H

#include "storage/database.h"

#include <string>
#include <string_view>

namespace daemun::storage {

struct Lease {
  std::string name{};    // "clean-up"; a migration makes its row
  std::string holder{};  // this process
};

class LeaseStore {
 public:
  explicit LeaseStore(Database& database) : database_(database) {}

  // True when nobody had it at `now`; it is the holder's until then.
  Task<bool> take(Lease lease, TimePoint now, TimePoint until) const;
  // True when the holder still had it; it keeps it until then.
  Task<bool> renew(Lease lease, TimePoint now, TimePoint until) const;
  // Writes a row, to see whether the database takes writes. Throws when it does not.
  Task<void> write_readiness(TimePoint now) const;

 private:
  Task<bool> commit(Statement statement) const;

  Database& database_;
};

}  // namespace daemun::storage

#endif
