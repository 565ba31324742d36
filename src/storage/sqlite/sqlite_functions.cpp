#include "storage/sqlite/sqlite_functions.h"

#include "base/pattern.h"
#include "base/unicode.h"

#include <sqlite3.h>

#include <exception>
#include <memory>
#include <optional>
#include <string_view>

namespace daemun::storage {
namespace {

struct PatternFunction {
  const char* name;
  PatternKind kind;
  PatternCase letter_case;
};

constexpr PatternFunction pattern_functions[] = {
    {"ilike", PatternKind::like, PatternCase::ignored},
    {"cased_like", PatternKind::like, PatternCase::sensitive},
    {"similar_to", PatternKind::similar_to, PatternCase::sensitive},
    {"posix", PatternKind::posix, PatternCase::sensitive},
    {"iposix", PatternKind::posix, PatternCase::ignored},
};

std::string_view text_of(sqlite3_value* value) {
  const auto* data = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return data ? std::string_view(data, static_cast<std::size_t>(sqlite3_value_bytes(value))) : "";
}

void refuse(sqlite3_context* context) {
  sqlite3_result_error(context, "the pattern is malformed", -1);
  sqlite3_result_error_code(context, SQLITE_MISMATCH);
}

// SQLite keeps the compiled pattern as long as the statement has the same one.
void match(sqlite3_context* context, int, sqlite3_value** arguments) {
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL ||
      sqlite3_value_type(arguments[1]) == SQLITE_NULL) {
    sqlite3_result_null(context);
    return;
  }
  try {
    const auto* kept = static_cast<const Pattern*>(sqlite3_get_auxdata(context, 0));
    std::optional<Pattern> parsed;
    if (!kept) {
      const auto& function = *static_cast<const PatternFunction*>(sqlite3_user_data(context));
      parsed = Pattern::parse(function.kind, function.letter_case, text_of(arguments[0]));
      if (!parsed) {
        refuse(context);
        return;
      }
    }
    const Pattern& pattern = kept ? *kept : *parsed;
    sqlite3_result_int(context, pattern.matches(text_of(arguments[1])) ? 1 : 0);
    if (kept) return;
    // The last thing to do: SQLite may destroy it at once.
    sqlite3_set_auxdata(context, 0, new Pattern(*std::move(parsed)), [](void* kept_pattern) {
      delete static_cast<Pattern*>(kept_pattern);
    });
  } catch (const std::exception&) {
    sqlite3_result_error_nomem(context);
  }
}

void lower(sqlite3_context* context, int, sqlite3_value** arguments) {
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) {
    sqlite3_result_null(context);
    return;
  }
  try {
    const auto text = to_lower(text_of(arguments[0]));
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  } catch (const std::exception&) {
    sqlite3_result_error_nomem(context);
  }
}

}  // namespace

int add_search_functions(sqlite3* connection) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  for (const auto& function : pattern_functions) {
    auto* data = const_cast<PatternFunction*>(&function);
    const int code = sqlite3_create_function_v2(
        connection, function.name, 2, flags, data, match, nullptr, nullptr, nullptr
    );
    if (code != SQLITE_OK) return code;
  }
  return sqlite3_create_function_v2(
      connection, "unicode_lower", 1, flags, nullptr, lower, nullptr, nullptr, nullptr
  );
}

}  // namespace daemun::storage
