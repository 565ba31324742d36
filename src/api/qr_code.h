// QR codes (ISO/IEC 18004) as PNG images in the text of a reply: of addresses for authenticator
// apps.
#ifndef DAEMUN_API_QR_CODE_H
#define DAEMUN_API_QR_CODE_H

#include <string>
#include <string_view>

namespace daemun::api {

// "data:image/png;base64,...". Throws std::length_error when no QR code holds the text: above two
// thousand bytes.
std::string to_qr_code_url(std::string_view text);

}  // namespace daemun::api

#endif
