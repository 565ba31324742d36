// HTML of this app: text that is escaped, and JSON that people can read.
#ifndef CPP_WEB_PAGE_H
#define CPP_WEB_PAGE_H

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace cpp_web {

std::string escape(std::string_view text);

// One thing that was asked for: how, and what came of it. Status 0 is an error of this app.
struct Answer {
  int status = 0;
  boost::json::value body{};
};

std::string make_section(
    std::string_view id, std::string_view title, std::string_view request, const Answer& answer
);

// The session's user as the table of the guide.
std::string make_claims(const boost::json::object& user);

// A form that posts the token which shows that this app made it.
std::string make_button(
    std::string_view action, std::string_view label, std::string_view csrf_token
);

std::string make_page(std::string_view line, std::string_view button, std::string_view sections);

}  // namespace cpp_web

#endif
