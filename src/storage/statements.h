// All statements of the .sql files, for what is true of each of them.
#ifndef DAEMUN_STORAGE_STATEMENTS_H
#define DAEMUN_STORAGE_STATEMENTS_H

#include "storage/sql.h"

#include <cstddef>
#include <span>

namespace daemun::storage {

struct NamedStatement {
  const char* file;
  const char* name;
  Sql sql;
  std::size_t parameters;
  bool is_cached;  // storage::Settings keeps what it reads
};

std::span<const NamedStatement> statements();

}  // namespace daemun::storage

#endif
