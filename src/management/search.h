// Logto's search of a list: `search`, `search.<field>`, `mode`, `mode.<field>`, `joint`,
// `isCaseSensitive`.
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

}  // namespace daemun::management

#endif
