#pragma once

#include <sqlite3.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>

#include "native/recorder/journal/journal.hpp"
#include "tests/native/support.hpp"

namespace octospira::recorder::test {

/// A folder of its own for one SQLite journal, which the test makes.
struct JournalFolder {
    struct Opened {
        std::unique_ptr<JournalStore> store;
        std::unique_ptr<Journal> journal;
    };
    [[nodiscard]] Opened must_open() const {
        auto store = open_store({path});
        BOOST_REQUIRE_MESSAGE(store, (store ? "" : sentence(store.error())));
        auto journal = (*store)->connect();
        BOOST_REQUIRE(journal);
        return {std::move(*store), std::move(*journal)};
    }
    /// As another program would.
    void execute(const char* sql) const {
        sqlite3* handle = nullptr;
        BOOST_REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
        BOOST_CHECK(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(handle);
    }
    [[nodiscard]] std::string content() const {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    /// Of the files in the folder, with blanks between them.
    [[nodiscard]] std::string names() const {
        std::set<std::string> sorted;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            sorted.insert(entry.path().filename().string());
        }
        std::string all;
        for (const std::string& name : sorted) all += (all.empty() ? "" : " ") + name;
        return all;
    }
    /// Writes noise over all pages but the first.
    void damage_pages() const {
        constexpr std::size_t kPage = 4096;
        const auto size = std::filesystem::file_size(path);
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(kPage);
        if (size > kPage) file << std::string(size - kPage, '\x5a');
    }

    octospira::test::Folder own;
    std::filesystem::path folder = own.path();
    std::string path = own.file("journal.db");
};

}  // namespace octospira::recorder::test
