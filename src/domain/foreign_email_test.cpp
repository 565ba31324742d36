#include "domain/foreign_email.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun {

TEST_CASE("parse_foreign_email has one canonical form of each address") {
  CHECK(parse_foreign_email("Ann@Acme.Example") == "ann@acme.example");
  CHECK(parse_foreign_email("ann@\uD55C\uAD6D.example") == "ann@\uD55C\uAD6D.example");
  CHECK(parse_foreign_email("ann@xn--3e0b707e.example") == "ann@\uD55C\uAD6D.example");
  CHECK_FALSE(parse_foreign_email("ann"));
  CHECK_FALSE(parse_foreign_email(""));
}

TEST_CASE("parse_foreign_email takes no address that is written with look-alikes of its characters"
) {
  for (const std::string text :
       {"ann\uFF20acme.example",    // full-width @
        "ann@acme\uFF0Eexample",    // full-width dot
        "ann@acme\uFF61example",    // half-width ideographic full stop
        "ann@acme\u3002example",    // ideographic full stop
        "ann@acme\u2024example",    // one dot leader
        "ann@\uFF41cme.example",    // full-width a
        "\uFF41nn@acme.example",    // the same in the name of the mailbox
        "ann@\u212Alub.example",    // Kelvin sign
        "ann@stra\u00DFe.example",  // sharp s
        "ann@acme\u00AD.example",   // soft hyphen, which vanishes
        "ann@acme.exam\u2460ple",   // circled 1
        "a\uFF20b@acme.example"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_foreign_email(text));
  }
}

}  // namespace daemun
