// The functions that SQLite lacks for searches as in PostgreSQL (storage/search.cpp calls them):
//   ilike(pattern, text), cased_like(pattern, text), similar_to(pattern, text),
//   posix(pattern, text), iposix(pattern, text): 1, 0, or null when a part is null
//   unicode_lower(text)
#ifndef DAEMUN_STORAGE_SQLITE_SQLITE_FUNCTIONS_H
#define DAEMUN_STORAGE_SQLITE_SQLITE_FUNCTIONS_H

struct sqlite3;

namespace daemun::storage {

// Returns a result code of SQLite. No index may use the functions: only readers have them.
int add_search_functions(sqlite3* connection);

}  // namespace daemun::storage

#endif
