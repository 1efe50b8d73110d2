#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/result.hpp"

namespace octospira::cli {

/// Where a secret comes from: a file, named by an option, or else a variable of the environment.
/// Never from the arguments, which every user of the machine can read.
struct SecretSource {
    /// How it is sent, which decides the allowed characters.
    enum class Use {
        header,   ///< a header field's value: printable ASCII
        address,  ///< percent-encoded in an address: anything that can be seen
        login,    ///< to a database: as it is, but for line ends and invisible ends
    };

    std::string file = {};
    std::string variable = {};
    Use use = Use::header;
    std::string option = {};  ///< that names the file, for messages
};

/// One or two secrets, one per line (two during a change); empty when neither file nor variable is
/// there. Byte order marks, blanks of every kind and quotes around a line are no part of it.
/// Errors: invalid_input with the option, the file's or the variable's name, also where both are
/// there or a character cannot be sent; never the content.
[[nodiscard]] Result<std::vector<std::string>> read_secrets(const SecretSource& source);

/// The only one. Errors: also when there are two.
[[nodiscard]] Result<std::string> read_secret(const SecretSource& source);

/// User names and keys, one of each per line, with blanks between them; a name may contain blanks,
/// a key may not. Empty lines and those that begin with # are passed over. Empty when no file is
/// named. Errors: invalid_input with the file's name and the line's number; never the content.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> read_accounts(
    const std::string& file);

/// A user name as it can be sent. Errors: invalid_input where something in it cannot be seen;
/// `setting` names it, e.g. "--spira-user".
[[nodiscard]] Result<std::string> read_user(const std::string& text, const std::string& setting);

}  // namespace octospira::cli
