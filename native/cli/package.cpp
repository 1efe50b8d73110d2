#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "native/cli/commands.hpp"
#include "native/cli/output.hpp"
#include "native/cli/text_file.hpp"
#include "native/package/package.hpp"

namespace octospira::cli {

namespace {

struct PackageSettings {
    std::string folder;
    std::string out;
    std::string unpack;
    std::string output;
};

constexpr const char* kMore =
    "FOLDER is flat: manifest.yaml and the files it names as file://NAME.\n\n"
    "Examples:\n"
    "  octospira package app/spira-9.3 -o octospira.spiraapp\n"
    "  octospira package --unpack octospira.spiraapp           show what is inside\n"
    "  octospira package --unpack octospira.spiraapp -o here   write its files into a folder\n\n"
    "Exit codes: 0 done, 1 the folder or package is not sound, 2 an argument is wrong.";

int failed(const std::string& sentence) {
    std::cerr << "octospira: " << sentence << std::endl;
    return kFailed;
}

int pack(const PackageSettings& settings) {
    const package::Reading reading = package::read_folder(settings.folder);
    if (!reading.findings.empty()) std::cerr << package::to_text(reading.findings) << std::endl;
    if (!reading.package) return kFailed;
    const std::string bytes = package::to_bytes(*reading.package);
    std::ofstream file(settings.out, std::ios::binary | std::ios::trunc);
    file << bytes;
    file.close();
    if (!file) return failed("The file " + settings.out + " cannot be written.");
    if (is_json(settings.output)) {
        print_json(package::summary(*reading.package));
    } else {
        print(settings.out + ": " + std::to_string(bytes.size()) + " bytes");
    }
    return kDone;
}

int unpack(const PackageSettings& settings) {
    const auto bytes = read_file(settings.unpack, std::size_t{64} * 1024 * 1024);
    if (!bytes) return failed(sentence(bytes.error()));
    const package::Reading reading = package::read_package(*bytes);
    if (!reading.findings.empty()) std::cerr << package::to_text(reading.findings) << std::endl;
    if (!reading.package) return kFailed;
    if (!settings.out.empty()) {
        const auto names = package::extract(*reading.package, settings.out);
        if (!names) return failed(sentence(names.error()));
        Json files = Json::array();
        for (const std::string& name : *names) {
            files.push_back(settings.out + "/" + name);
            if (!is_json(settings.output)) print(settings.out + "/" + name);
        }
        if (is_json(settings.output)) print_json(object({{"files", std::move(files)}}));
    } else if (is_json(settings.output)) {
        print_json(package::summary(*reading.package));
    } else {
        print(package::describe(*reading.package));
    }
    return kDone;
}

}  // namespace

void add_package(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<PackageSettings>();
    CLI::App* const command = program.add_subcommand(
        "package", "Make a .spiraapp of a folder, or show or write what is inside one.");
    command->footer(kMore);
    CLI::Option* const folder =
        command->add_option("FOLDER", settings->folder, "Folder with manifest.yaml")
            ->check(CLI::ExistingDirectory);
    command->add_option("-o,--out", settings->out,
                        "File to write; with --unpack, a new or empty folder");
    command->add_option("--unpack", settings->unpack, "Package to look into")
        ->check(CLI::ExistingFile)
        ->excludes(folder);
    add_output_option(*command, settings->output);
    command->callback([settings, &exit_code] {
        if (settings->folder.empty() && settings->unpack.empty())
            throw CLI::RequiredError("FOLDER or --unpack");
        if (!settings->folder.empty() && settings->out.empty())
            throw CLI::RequiredError("--out with a FOLDER");
        exit_code = settings->unpack.empty() ? pack(*settings) : unpack(*settings);
    });
}

}  // namespace octospira::cli
