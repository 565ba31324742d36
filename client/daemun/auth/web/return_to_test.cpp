#include "daemun/auth/web/return_to.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::auth {

TEST_CASE("to_own_path lets nobody leave the app") {
  struct Row {
    const char* text;
    const char* path;  // null: refused
  };
  for (const Row& row : {
           Row{"/", "/"},
           Row{"/claims?tab=a%20b#top", "/claims?tab=a%20b#top"},
           Row{"https://app.example", "/"},
           Row{"https://app.example/a?b=c", "/a?b=c"},
           Row{"https://APP.example:443/a", "/a"},
           Row{"/a?next=https://evil.example", "/a?next=https://evil.example"},
           Row{"", nullptr},
           Row{"claims", nullptr},
           Row{"//evil.example", nullptr},
           Row{"///evil.example", nullptr},
           Row{"/\\evil.example", nullptr},
           Row{"\\\\evil.example", nullptr},
           Row{"/\t/evil.example", nullptr},
           Row{"/\n/evil.example", nullptr},
           Row{" /a", nullptr},
           Row{"/.//evil.example", nullptr},
           Row{"https://evil.example/", nullptr},
           Row{"https://app.example.evil.example/", nullptr},
           Row{"https://app.example@evil.example/", nullptr},
           Row{"https://user@app.example/", nullptr},
           Row{"https://app.example:8443/", nullptr},
           Row{"http://app.example/", nullptr},
           Row{"javascript:alert(1)", nullptr},
           Row{"data:text/html,x", nullptr},
           Row{"https:/evil.example", nullptr},
           Row{"/%0d%0aSet-Cookie:x", "/%0d%0aSet-Cookie:x"},
           Row{"/\xed\x95\x9c", nullptr},
       }) {
    CAPTURE(row.text);
    const auto path = to_own_path(row.text, "https://app.example");
    if (row.path == nullptr) {
      CHECK_FALSE(path);
    } else {
      CHECK(path == row.path);
    }
  }
  CHECK_FALSE(to_own_path('/' + std::string(2'048, 'a'), "https://app.example"));
}

}  // namespace daemun::auth
