#include "native/cli/settings/text_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <system_error>

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"
#include "native/recorder/webhook/charset.hpp"

namespace octospira::cli {

namespace {

constexpr std::chrono::seconds kPatience{5};

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }

  private:
    int number_;
};

tl::unexpected<Error> unreadable(const std::string& path, const std::string& why,
                                 const std::string& advice) {
    return failure(ErrorKind::invalid_input, "The file " + path + " cannot be read: " + why + ".",
                   advice);
}

std::string reason_of(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return "there is no such file";
        case EACCES:
        case EPERM:
            return "this user may not read it";
        case EISDIR:
            return "it is a folder";
        default:
            return std::generic_category().message(error);
    }
}

std::string advice_for(int error) {
    if (error == EISDIR) {
        return "Docker and Kubernetes create a folder where the file to mount is missing: remove "
               "it and put the file there.";
    }
    return "Correct the name, or let this user read it.";
}

tl::unexpected<Error> unreadable(const std::string& path, int error) {
    return unreadable(path, reason_of(error), advice_for(error));
}

bool is_blank(std::uint32_t point) {
    return point == ' ' || (point >= 0x09 && point <= 0x0D) || point == 0x85 || point == 0xA0 ||
           point == 0x1680 || point == 0x180E || (point >= 0x2000 && point <= 0x200D) ||
           point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F ||
           point == 0x2060 || point == 0x3000 || point == 0xFEFF;
}

bool is_unseen(std::uint32_t point) {
    const bool control = point < 0x20 || (point >= 0x7F && point < 0xA0);
    const bool direction = point == 0x200E || point == 0x200F ||
                           (point >= 0x202A && point <= 0x202E) ||
                           (point >= 0x2066 && point <= 0x2069);
    return control || direction || point == 0xAD || (point != ' ' && is_blank(point));
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    // Not blocking: a pipe that nothing writes to must not hold up the start.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (file.number() < 0) return unreadable(path, errno);
    struct stat facts = {};
    if (::fstat(file.number(), &facts) == 0 && S_ISDIR(facts.st_mode))
        return unreadable(path, EISDIR);
    const auto end = std::chrono::steady_clock::now() + kPatience;
    std::string text;
    std::array<char, 4096> part{};
    while (text.size() <= limit) {
        const auto length = ::read(file.number(), part.data(), part.size());
        if (length == 0) return text;
        if (length > 0) {
            text.append(part.data(), static_cast<std::size_t>(length));
            continue;
        }
        if (errno == EINTR) continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) return unreadable(path, errno);
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            end - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return unreadable(path, "nothing could be read from it for 5 s",
                              "It must be a plain file.");
        pollfd readable{file.number(), POLLIN, 0};
        ::poll(&readable, 1, static_cast<int>(left.count()));
    }
    return unreadable(path, "it has more than " + std::to_string(limit / 1024) + " KiB",
                      "Check that it is the right file.");
}

std::string decoded(std::string_view bytes) {
    const bool wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::string text = wide ? recorder::decode_body(bytes, "").text : std::string(bytes);
    return replace_all(replace_all(text, "\r\n", "\n"), "\r", "\n");
}

std::string_view trim_blanks(std::string_view text) {
    while (!text.empty() && is_blank(first_character(text).code_point))
        text.remove_prefix(first_character(text).bytes.size());
    // Forward, because a sequence shows its length in its first byte.
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto [bytes, point] = first_character(text.substr(at));
        at += bytes.size();
        if (!is_blank(point)) end = at;
    }
    return text.substr(0, end);
}

std::string_view without_quotes(std::string_view text) {
    const bool quoted = text.size() > 1 && text.front() == text.back() &&
                        (text.front() == '"' || text.front() == '\'');
    return quoted ? text.substr(1, text.size() - 2) : text;
}

bool has_unseen(std::string_view text) {
    while (!text.empty()) {
        const auto [bytes, point] = first_character(text);
        if (point == kNoCharacter || is_unseen(point)) return true;
        text.remove_prefix(bytes.size());
    }
    return false;
}

}  // namespace octospira::cli
