#include "connectors/logo.h"

#include "base/encoding.h"

namespace daemun::connectors {

std::string make_logo(std::string_view name, std::string_view color) {
  const std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 40\">"
      "<rect width=\"40\" height=\"40\" rx=\"9\" fill=\"" +
      std::string(color) +
      "\"/><text x=\"20\" y=\"28\" font-family=\"sans-serif\" font-size=\"23\" font-weight=\"600\" "
      "fill=\"#fff\" text-anchor=\"middle\">" +
      std::string(name.substr(0, 1)) + "</text></svg>";
  return "data:image/svg+xml;base64," + to_base64(svg);
}

}  // namespace daemun::connectors
