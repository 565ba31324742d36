#include "uploads/archive.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <string>

#include "uploads/test_archive.h"

namespace daemun::uploads {
namespace {

// Packed by zlib; the checksum is of the bytes.
ZipMember deflated(std::string name, const std::string& bytes) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  ZipMember member{.name = std::move(name), .data = std::move(packed), .method = 8};
  member.unpacked_size = bytes.size();
  const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
  member.checksum = static_cast<std::uint32_t>(crc32(0, data, static_cast<uInt>(bytes.size())));
  return member;
}

ArchiveErrorCode refusal_of(const std::string& packed, const ArchiveLimits& limits = {}) {
  const auto files = read_archive(packed, limits);
  REQUIRE_FALSE(files);
  return files.error().code;
}

ArchiveErrorCode refusal_of(const ZipMember& member) {
  return refusal_of(zip({stored("index.html", "x"), member}));
}

}  // namespace

TEST_CASE("read_archive gives back stored and deflated files, without folders and litter") {
  const std::string text(10'000, 'a');
  const auto files = read_archive(zip({
      stored("index.html", "<!doctype html>"),
      stored("assets/", ""),
      deflated("assets/main-1.js", text),
      stored("__MACOSX/._index.html", "junk"),
      stored("assets/.DS_Store", "junk"),
      stored("empty.txt", ""),
  }));
  REQUIRE(files);
  REQUIRE(files->size() == 3);
  CHECK((*files)[0].path == "index.html");
  CHECK((*files)[0].bytes == "<!doctype html>");
  CHECK((*files)[1].path == "assets/main-1.js");
  CHECK((*files)[1].bytes == text);
  CHECK((*files)[2].bytes.empty());
}

TEST_CASE("read_archive refuses paths that lead elsewhere") {
  for (const char* path : {
           "../evil.js",
           "a/../../evil.js",
           "/etc/passwd",
           "a//b.js",
           "./a.js",
           "a/./b.js",
           "C:\\evil.js",
           "a\\b.js",
           ".htaccess",
           "a/.git",
           "a/b.",
           "a/b ",
           "%2e%2e/evil.js",
           "a?b",
           "a\nb",
           "\xc3\xa9.js",
           "a/b/c/d/e/f/g/h/i.js",
           "",
           "../",
       }) {
    CAPTURE(path);
    CHECK(refusal_of(stored(path, "")) == ArchiveErrorCode::bad_path);
  }
  CHECK(refusal_of(stored(std::string(201, 'a'), "")) == ArchiveErrorCode::bad_path);
  CHECK(refusal_of(stored(std::string("a\0b", 3), "")) == ArchiveErrorCode::bad_path);
}

TEST_CASE("read_archive refuses links, devices and two files of one name") {
  auto link = stored("link.js", "/etc/passwd");
  link.attributes = 0120777U << 16;
  CHECK(refusal_of(link) == ArchiveErrorCode::no_file);
  link.attributes = 0020644U << 16;
  CHECK(refusal_of(link) == ArchiveErrorCode::no_file);
  CHECK(refusal_of(stored("index.html", "y")) == ArchiveErrorCode::duplicate);
  CHECK(refusal_of(stored("INDEX.html", "y")) == ArchiveErrorCode::duplicate);
}

TEST_CASE("read_archive refuses bombs") {
  const std::string zeros(60 * 1024 * 1024, '\0');
  CHECK(refusal_of(deflated("bomb.txt", zeros)) == ArchiveErrorCode::too_many_bytes);
  // One that says that it is small.
  auto liar = deflated("bomb.txt", zeros);
  liar.unpacked_size = 10;
  CHECK(refusal_of(liar) == ArchiveErrorCode::malformed);
  // Many that are large together.
  const auto part = deflated("part.txt", std::string(20 * 1024 * 1024, '\0'));
  auto second = part, third = part;
  second.name = "second.txt";
  third.name = "third.txt";
  CHECK(refusal_of(zip({part, second, third})) == ArchiveErrorCode::too_many_bytes);
  // Many entries that share the data of one.
  std::vector<ZipMember> sharing(50, part);
  const auto shared = zip(sharing, [](std::size_t, std::size_t) { return std::size_t{0}; });
  CHECK(refusal_of(shared) == ArchiveErrorCode::malformed);
  // An archive in an archive is a file like any other.
  CHECK(read_archive(zip({stored("inner.zip", zip({part}))}))->size() == 1);
}

TEST_CASE("read_archive bounds the archive and the number of files") {
  std::vector<ZipMember> many;
  for (int i = 0; i <= 1000; ++i)
    many.push_back(stored(std::to_string(i) + ".txt", ""));
  CHECK(refusal_of(zip(many)) == ArchiveErrorCode::too_many_files);
  many.pop_back();
  CHECK(read_archive(zip(many))->size() == 1000);
  for (int i = 0; i <= 2000; ++i)
    many.push_back(stored("folder" + std::to_string(i) + "/", ""));
  CHECK(refusal_of(zip(many)) == ArchiveErrorCode::too_many_files);
  CHECK(refusal_of(std::string(20 * 1024 * 1024 + 1, 'P')) == ArchiveErrorCode::too_long);
}

TEST_CASE("read_archive refuses archives that can be read in two ways") {
  const auto file = stored("a.js", "content");
  const auto good = zip({file});
  CHECK(read_archive(good));
  CHECK(refusal_of("") == ArchiveErrorCode::no_archive);
  CHECK(refusal_of("PK") == ArchiveErrorCode::no_archive);
  CHECK(refusal_of(good + "more") == ArchiveErrorCode::no_archive);
  CHECK(refusal_of("before" + good) == ArchiveErrorCode::malformed);
  auto renamed = file;
  renamed.local_name = "b.js";
  CHECK(refusal_of(zip({renamed})) == ArchiveErrorCode::malformed);
  const auto beyond = [](std::size_t, std::size_t) { return std::size_t{1'000'000}; };
  CHECK(refusal_of(zip({file}, beyond)) == ArchiveErrorCode::malformed);
  auto damaged = file;
  damaged.checksum += 1;
  CHECK(refusal_of(zip({damaged})) == ArchiveErrorCode::malformed);
  auto cut = deflated("a.js", std::string(100, 'a'));
  cut.data.pop_back();
  CHECK(refusal_of(zip({cut})) == ArchiveErrorCode::malformed);
  auto longer = deflated("a.js", std::string(100, 'a'));
  longer.data += "more";
  CHECK(refusal_of(zip({longer})) == ArchiveErrorCode::malformed);
}

TEST_CASE("read_archive refuses what is not stored or deflated in the open") {
  auto file = stored("a.js", "content");
  file.flags = 1;
  CHECK(refusal_of(zip({file})) == ArchiveErrorCode::unsupported);
  file.flags = 0;
  file.method = 14;
  CHECK(refusal_of(zip({file})) == ArchiveErrorCode::unsupported);
  file.method = 0;
  auto packed = zip({file});
  packed[packed.size() - 18] = 1;  // the number of this disk
  CHECK(refusal_of(packed) == ArchiveErrorCode::unsupported);
}

TEST_CASE("read_archive survives any cut of an archive") {
  const auto whole = zip({deflated("index.html", std::string(300, 'a')), stored("a/b.js", "b")});
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK_FALSE(read_archive(whole.substr(0, length)));
}

}  // namespace daemun::uploads
