#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/result.hpp"

namespace octospira::cli {

/// Where a secret comes from: a file, named by an option, or else a variable of the environment.
/// There is no third way: what is in the arguments, every user of the machine can read.
struct SecretSource {
    std::string file = {};
    std::string variable = {};
};

/// One or two secrets, one per line (two during a change); empty when neither file nor variable is
/// there. Errors: invalid_input with the file's name; never the content.
[[nodiscard]] Result<std::vector<std::string>> read_secrets(const SecretSource& source);

/// The only one. Errors: also when there are two.
[[nodiscard]] Result<std::string> read_secret(const SecretSource& source);

/// User names and keys, one of each per line, with blanks between them; a name may contain blanks,
/// a key may not. Empty lines and those that begin with # are passed over. Empty when no file is
/// named. Errors: invalid_input with the file's name and the line's number; never the content.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> read_accounts(
    const std::string& file);

}  // namespace octospira::cli
