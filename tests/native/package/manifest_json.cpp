// manifest_json FOLDER: the folder's manifest as JSON, for a check in another language.

#include <iostream>

#include "native/package/package.hpp"

int main(int count, char** words) {
    if (count != 2) {
        std::cerr << "usage: manifest_json FOLDER\n";
        return 2;
    }
    const auto reading = octospira::package::read_manifest(words[1]);
    if (!reading.package) {
        std::cerr << octospira::package::to_text(reading.findings) << '\n';
        return 1;
    }
    std::cout << octospira::to_text(reading.package->manifest) << '\n';
    return 0;
}
