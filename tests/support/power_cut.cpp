// A library for LD_PRELOAD: a disk that forgets. Writes to the files of DAEMUN_POWER_CUT_DIR are
// remembered until their file is synced. On SIGSTKFLT the power is cut: of each file's writes since
// its last sync a random part stays, whole or torn at a sector, in any order, as a disk's cache may
// leave them, and the process is gone. DAEMUN_POWER_CUT_SEED makes the choice repeatable.
// The index of a write-ahead log (-shm) is left alone: SQLite makes it anew after a crash.
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <pthread.h>
#include <random>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace {

constexpr std::size_t sector = 512;

// A change of a file from `offset` on. Truncations are changes too: `size_after` says how they end.
struct Change {
  off_t offset;
  std::string before;
  std::string after;
  off_t size_before;
  off_t size_after;
};

struct File {
  std::vector<Change> unsynced{};
  std::uint64_t synced = 0;  // changes since the start that are on the disk

  std::uint64_t written() const { return synced + unsynced.size(); }
};

template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

const auto real_pwrite = next<ssize_t(int, const void*, size_t, off_t)>("pwrite64");
const auto real_ftruncate = next<int(int, off_t)>("ftruncate64");
const auto real_fdatasync = next<int(int)>("fdatasync");
const auto real_unlink = next<int(const char*)>("unlink");

class Disk {
 public:
  static Disk& of_process() {
    static auto* disk = new Disk;  // outlives every thread
    return *disk;
  }

  // Waits for ever once the power is cut.
  std::unique_lock<std::mutex> lock() {
    std::unique_lock held(mutex_);
    return held;
  }

  // Null for a file that is none of ours. By its path: the number of a file that is gone goes to
  // another one.
  File* find(int fd) {
    struct stat status {};
    if (folder_.empty() || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) return nullptr;
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    std::string path(4096, '\0');
    const ssize_t length = readlink(link.c_str(), path.data(), path.size());
    path.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
    if (!path.starts_with(folder_) || path.ends_with("-shm")) return nullptr;
    return &files_[path];
  }

  void forget(const char* path) { files_.erase(path); }

  // Does not return. A copy of the process settles the files while every thread of this one stands
  // still: none may answer from a file that is half settled.
  void cut() {
    const auto held = lock();
    const pid_t process = getpid();
    if (fork() != 0) {
      for (;;)
        pause();
    }
    close_range(STDERR_FILENO + 1, ~0U, 0);  // the port is free as soon as the process is gone
    kill(process, SIGSTOP);
    while (!is_stopped(process))
      usleep(1000);
    const char* seed = std::getenv("DAEMUN_POWER_CUT_SEED");
    std::mt19937 random(seed ? static_cast<unsigned>(std::strtoul(seed, nullptr, 10)) : 1);
    for (const auto& [path, file] : files_)
      settle(path, file, random);
    kill(process, SIGKILL);
    _exit(0);
  }

 private:
  // Whether all of its threads are; gone is as good.
  static bool is_stopped(pid_t process) {
    std::error_code unreadable;
    const std::string tasks = "/proc/" + std::to_string(process) + "/task";
    for (const auto& task : std::filesystem::directory_iterator(tasks, unreadable)) {
      std::ifstream file(task.path() / "stat");
      const std::string line{std::istreambuf_iterator<char>(file), {}};
      // "PID (NAME) STATE ..."
      const auto name_end = line.rfind(") ");
      if (name_end != std::string::npos && line[name_end + 2] != 'T') return false;
    }
    return true;
  }

  static void settle(const std::string& path, const File& file, std::mt19937& random) {
    const int fd = open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    const auto write_all = [fd](const std::string& bytes, off_t offset) {
      if (real_pwrite(fd, bytes.data(), bytes.size(), offset) < 0) _exit(1);
    };
    for (auto change = file.unsynced.rbegin(); change != file.unsynced.rend(); ++change) {
      write_all(change->before, change->offset);
      if (real_ftruncate(fd, change->size_before) != 0) _exit(1);
    }
    for (const auto& change : file.unsynced) {
      const auto fate = random() % 8;
      if (fate < 4) continue;
      if (change.after.empty()) {
        if (real_ftruncate(fd, change.size_after) != 0) _exit(1);
      } else if (fate == 4) {
        write_all(
            change.after.substr(0, random() % (change.after.size() / sector + 1) * sector),
            change.offset
        );
      } else {
        write_all(change.after, change.offset);
      }
    }
    close(fd);
  }

  std::mutex mutex_;
  const std::string folder_ =
      std::getenv("DAEMUN_POWER_CUT_DIR") ? std::getenv("DAEMUN_POWER_CUT_DIR") : "";
  std::map<std::string, File> files_;
};

off_t size_of(int fd) {
  struct stat status {};
  return fstat(fd, &status) == 0 ? status.st_size : 0;
}

std::string bytes_of(int fd, off_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  const ssize_t got = pread(fd, bytes.data(), size, offset);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

ssize_t write_at(int fd, const void* data, size_t size, off_t offset) {
  Disk& disk = Disk::of_process();
  const auto held = disk.lock();
  if (File* file = disk.find(fd)) {
    file->unsynced.push_back({
        .offset = offset,
        .before = bytes_of(fd, offset, size),
        .after = std::string(static_cast<const char*>(data), size),
        .size_before = size_of(fd),
        .size_after = 0,
    });
  }
  return real_pwrite(fd, data, size, offset);
}

int truncate_to(int fd, off_t size) {
  Disk& disk = Disk::of_process();
  const auto held = disk.lock();
  if (File* file = disk.find(fd)) {
    const off_t before = size_of(fd);
    const auto lost = before > size ? static_cast<std::size_t>(before - size) : 0;
    file->unsynced.push_back({
        .offset = size,
        .before = bytes_of(fd, size, lost),
        .after = {},
        .size_before = before,
        .size_after = size,
    });
  }
  return real_ftruncate(fd, size);
}

int sync_file(int fd) {
  Disk& disk = Disk::of_process();
  std::uint64_t written = 0;
  {
    const auto held = disk.lock();
    if (const File* file = disk.find(fd)) written = file->written();
  }
  const int result = real_fdatasync(fd);
  if (result != 0) return result;
  const auto held = disk.lock();
  File* file = disk.find(fd);
  // What was written meanwhile may not be there. A sync of another thread may have been quicker.
  if (file && written > file->synced) {
    const auto count = static_cast<std::ptrdiff_t>(written - file->synced);
    file->unsynced.erase(file->unsynced.begin(), file->unsynced.begin() + count);
    file->synced = written;
  }
  return result;
}

int remove_file(const char* path) {
  Disk& disk = Disk::of_process();
  const auto held = disk.lock();
  disk.forget(path);
  return real_unlink(path);
}

// Blocks the signal in every thread that begins later, and waits for it in one of its own.
__attribute__((constructor)) void wait_for_the_cut() {
  Disk::of_process();
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGSTKFLT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  pthread_t thread{};
  const auto wait = [](void*) -> void* {
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGSTKFLT);
    int signal = 0;
    sigwait(&awaited, &signal);
    Disk::of_process().cut();
    return nullptr;
  };
  pthread_create(&thread, nullptr, wait, nullptr);
  pthread_detach(thread);
}

}  // namespace

extern "C" {
ssize_t pwrite(int fd, const void* data, size_t size, off_t offset) {
  return write_at(fd, data, size, offset);
}
ssize_t pwrite64(int fd, const void* data, size_t size, off64_t offset) {
  return write_at(fd, data, size, offset);
}
int ftruncate(int fd, off_t size) noexcept {
  return truncate_to(fd, size);
}
int ftruncate64(int fd, off64_t size) noexcept {
  return truncate_to(fd, size);
}
int fdatasync(int fd) {
  return sync_file(fd);
}
int fsync(int fd) {
  return sync_file(fd);
}
int unlink(const char* path) noexcept {
  return remove_file(path);
}
}
