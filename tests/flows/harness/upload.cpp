#include "flows/harness/upload.h"

namespace daemun::flows {

void put_file(http::Request& request, const SentFile& file) {
  request.headers.push_back({"content-type", "multipart/form-data; boundary=----daemun"});
  request.body = "------daemun\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" +
                 file.name + "\"\r\nContent-Type: " + file.type + "\r\n\r\n" + file.bytes +
                 "\r\n------daemun--\r\n";
}

}  // namespace daemun::flows
