// Pages of a list: `page` and `page_size` of the query, `Total-Number` and `Link` of the answer
// (RFC 8288).
#ifndef DAEMUN_API_PAGINATION_H
#define DAEMUN_API_PAGINATION_H

#include "http/form.h"

#include <cstdint>
#include <optional>
#include <string>

#include "api/request_error.h"

namespace daemun::api {

// `optional`: everything, without headers, when the query names no page.
enum class Paging { none, optional, always };

struct Page {
  std::int64_t number = 1;  // from 1
  std::int64_t size = 20;   // at most 100

  std::int64_t offset() const { return (number - 1) * size; }
};

// Nothing: the whole list. Errors: 400 guard.invalid_pagination.
Outcome<std::optional<Page>> parse_page(const http::Form& query, Paging paging);

// The value of Link: first, prev, last and next as far as there are such pages.
std::string make_link_header(
    const std::string& url, const http::Form& query, const Page& page, std::int64_t total
);

// For a list that is counted only up to a limit: without its last page, which nobody knows.
std::string make_capped_link_header(
    const std::string& url, const http::Form& query, const Page& page
);

}  // namespace daemun::api

#endif
