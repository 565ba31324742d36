// Logto's two searches of a list. Of most: `search`, `search.<field>`, `mode`, `mode.<field>`,
// `joint`, `isCaseSensitive`.
#ifndef DAEMUN_MANAGEMENT_SEARCH_H
#define DAEMUN_MANAGEMENT_SEARCH_H

#include "http/form.h"
#include "storage/search.h"

#include <string>
#include <vector>

#include "api/request_error.h"

namespace daemun::management {

// Errors: 400 request.invalid_input.
api::Outcome<storage::Search> parse_search(
    const http::Form& query, const std::vector<std::string>& fields
);

// The simple search of organizations and their template: `q` is somewhere in one of the fields.
// Everything when there is no `q`.
storage::Search parse_simple_search(const http::Form& query, std::vector<std::string> fields);

}  // namespace daemun::management

#endif
