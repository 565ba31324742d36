// Users by the million: rows through the storage layer, many in a transaction, past the API.
#ifndef DAEMUN_BENCH_BULK_USERS_H
#define DAEMUN_BENCH_BULK_USERS_H

#include <cstddef>
#include <string>

namespace daemun::bench {

// Users number `first` to `last` of the tenant "default", with what the Management API would store
// of them. A server may run meanwhile. Throws std::runtime_error.
void insert_users(const std::string& database_url, std::size_t first, std::size_t last);

}  // namespace daemun::bench

#endif
