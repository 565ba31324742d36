#include "crypto/argon2id.h"

#include <argon2.h>

#include <new>
#include <stdexcept>
#include <sys/mman.h>

namespace daemun::crypto {
namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;

std::size_t round_up(std::size_t value) {
  return (value + huge_page - 1) / huge_page * huge_page;
}

// Begins at a huge page, or the kernel would not use any. Where it gives none, the pages are small.
int allocate(std::uint8_t** memory, std::size_t size) {
  const std::size_t wanted = round_up(size);
  const std::size_t taken = wanted + huge_page;
  void* mapped = mmap(nullptr, taken, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return -1;
  auto* begin = static_cast<std::uint8_t*>(mapped);
  const auto address = reinterpret_cast<std::uintptr_t>(begin);
  const std::size_t before = round_up(address) - address;
  const std::size_t after = huge_page - before;
  if (before > 0) munmap(begin, before);
  if (after > 0) munmap(begin + before + wanted, after);
  *memory = begin + before;
  madvise(*memory, wanted, MADV_HUGEPAGE);
  return 0;
}

void release(std::uint8_t* memory, std::size_t size) {
  munmap(memory, round_up(size));
}

template <typename Bytes>
std::uint8_t* bytes_of(Bytes& text) {
  return reinterpret_cast<std::uint8_t*>(text.data());
}

}  // namespace

std::string argon2id(const Secret& password, std::string_view salt) {
  std::string hash(argon2id_hash_size, '\0');
  // The library takes pointers to what it only reads.
  std::string text = password.reveal();
  std::string own_salt(salt);
  argon2_context context{};
  context.out = bytes_of(hash);
  context.outlen = static_cast<std::uint32_t>(hash.size());
  context.pwd = bytes_of(text);
  context.pwdlen = static_cast<std::uint32_t>(text.size());
  context.salt = bytes_of(own_salt);
  context.saltlen = static_cast<std::uint32_t>(own_salt.size());
  context.t_cost = argon2id_passes;
  context.m_cost = argon2id_memory_kib;
  context.lanes = argon2id_lanes;
  context.threads = argon2id_lanes;
  context.version = ARGON2_VERSION_13;
  context.flags = ARGON2_FLAG_CLEAR_PASSWORD;
  context.allocate_cbk = allocate;
  context.free_cbk = release;
  const int result = argon2_ctx(&context, Argon2_id);
  if (result != ARGON2_OK) throw std::runtime_error(argon2_error_message(result));
  return hash;
}

}  // namespace daemun::crypto
