#include "native/cli/commands/notes.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "native/cli/settings/text_file.hpp"

namespace octospira::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNotes = 500;
constexpr std::size_t kLongestNote = 64 * 1024;

bool write_whole(const std::string& folder, const std::string& path, const std::string& text) {
    std::error_code failed;
    if (!fs::exists(folder, failed)) {
        fs::create_directories(folder, failed);
        // Release numbers and report addresses are nobody else's business.
        fs::permissions(folder, fs::perms::owner_all, failed);
    }
    const std::string draft = path + "." + std::to_string(::getpid());
    std::ofstream file(draft, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (file) fs::rename(draft, path, failed);
    if (file && !failed) return true;
    fs::remove(draft, failed);
    return false;
}

}  // namespace

Notes::Notes(const std::string& folder, const std::string& scope)
    : folder_(folder.empty() ? folder : folder + "/" + percent_encode(cut_utf8(scope, 80))) {}

std::string Notes::file_of(const std::string& key) const {
    return folder_ + "/" + percent_encode(key);
}

Result<std::optional<std::string>> Notes::recall(flows::Memory memory, const std::string& key) {
    if (memory != flows::Memory::hint) return std::optional<std::string>();
    if (auto known = hints_.recall(key)) return known;
    if (folder_.empty()) return std::optional<std::string>();
    auto text = read_file(file_of(key), kLongestNote);
    if (!text || text->empty()) return std::optional<std::string>();
    return std::optional<std::string>(std::move(*text));
}

Result<void> Notes::remember(flows::Memory memory, const std::string& key,
                             const std::optional<std::string>& value) {
    if (memory == flows::Memory::lock) return {};
    if (memory != flows::Memory::hint) {
        return failure(ErrorKind::unavailable, "There is no ledger here.");
    }
    hints_.remember(key, value);
    if (folder_.empty()) return {};
    std::error_code failed;
    if (!value) {
        fs::remove(file_of(key), failed);
    } else if (!write_whole(folder_, file_of(key), *value)) {
        return failure(ErrorKind::unavailable, "A note could not be written to " + folder_ + ".");
    } else {
        drop_oldest();
    }
    return {};
}

void Notes::drop_oldest() const {
    std::vector<std::pair<fs::file_time_type, fs::path>> all;
    std::error_code failed;
    // Not in a range-for, whose step throws.
    for (fs::directory_iterator entry(folder_, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        std::error_code ignored;  // one that has just gone is the oldest
        all.emplace_back(entry->last_write_time(ignored), entry->path());
    }
    if (all.size() <= kMostNotes) return;
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < all.size() - kMostNotes; ++i) fs::remove(all[i].second, failed);
}

}  // namespace octospira::cli
