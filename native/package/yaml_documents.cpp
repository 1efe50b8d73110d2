#include "native/package/yaml_documents.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

namespace octospira::package {

namespace {

/// Takes what a document holds, and keeps nothing of it.
class Nothing : public YAML::EventHandler {
  public:
    using Mark = YAML::Mark;
    using Anchor = YAML::anchor_t;
    using Style = YAML::EmitterStyle::value;

    void OnDocumentStart(const Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const Mark&, Anchor) override {}
    void OnAlias(const Mark&, Anchor) override {}
    void OnScalar(const Mark&, const std::string&, Anchor, const std::string&) override {}
    void OnSequenceStart(const Mark&, const std::string&, Anchor, Style) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const Mark&, const std::string&, Anchor, Style) override {}
    void OnMapEnd() override {}
};

}  // namespace

int count_documents(const std::string& text, int most) {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    Nothing nothing;
    int documents = 0;
    while (documents < most && parser.HandleNextDocument(nothing)) ++documents;
    return documents;
}

}  // namespace octospira::package
