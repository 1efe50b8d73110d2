#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

#include "native/http/message.hpp"
#include "native/simulators/spira/switches.hpp"

namespace octospira::simulators::spira {

/// Why REST refuses. What status and shape it gets stands in errors.cpp, in this order.
enum class TroubleKind {
    not_authenticated,
    forbidden,
    not_found,
    validation,
    updating,        ///< "An error occurred while updating an entry"
    conflict,        ///< 409
    malformed,       ///< the body is no JSON or of another type: Newtonsoft's plain text
    not_acceptable,  ///< 406
    unsupported,     ///< 415
    wrong_verb,      ///< 405
    no_endpoint,     ///< 404, a WCF page
};

struct Trouble {
    TroubleKind kind = TroubleKind::not_found;
    std::string text;
    std::string field = {};  ///< the invalid member, named at the beginning of the text

    /// The text without the field.
    [[nodiscard]] std::string message() const {
        return field.empty() ? text : text.substr(field.size() + 2);
    }
};

template <class T>
using Checked = tl::expected<T, Trouble>;

[[nodiscard]] inline tl::unexpected<Trouble> trouble(TroubleKind kind, std::string text) {
    return tl::unexpected<Trouble>(Trouble{kind, std::move(text)});
}

[[nodiscard]] tl::unexpected<Trouble> access_denied();
[[nodiscard]] tl::unexpected<Trouble> unable_to_locate();
[[nodiscard]] tl::unexpected<Trouble> conflict();
/// One invalid member: "<field>: <message>".
[[nodiscard]] tl::unexpected<Trouble> invalid(std::string field, const std::string& message);

/// The answer as the switches want errors to look (REST §4).
[[nodiscard]] http::ServerResponse to_response(const Trouble& trouble, const Switches& switches);

}  // namespace octospira::simulators::spira
