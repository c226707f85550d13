#include "tests/support/planted_word.h"

#include <openssl/evp.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <vector>

#include "engine/storage/sqlite/connection.h"

namespace oppad::test {

namespace {

// As SQLCipher writes a page: what is encrypted, the vector that begins it, and the page's seal
// (HMAC_SHA256). The first page has the salt for its first bytes.
constexpr std::size_t kPageBytes = 4096;
constexpr std::size_t kVectorBytes = 16;
constexpr std::size_t kSealBytes = 32;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kLogHeaderBytes = 32;
constexpr std::size_t kFrameHeaderBytes = 24;

std::vector<std::string> texts(storage::Connection& connection, const std::string& sql) {
    auto select = connection.prepare(sql);
    REQUIRE(select);
    std::vector<std::string> rows;
    for (;;) {
        const auto has_row = select->step();
        REQUIRE(has_row);
        if (!*has_row) return rows;
        rows.emplace_back(select->text(0));
    }
}

std::string quoted(const std::string& name) { return '"' + name + '"'; }

bool has_word(storage::Connection& connection, const std::string& table, const std::string& column,
              std::string_view word) {
    auto select =
        connection.prepare("SELECT count(*) FROM " + quoted(table) + " WHERE instr(CAST(" +
                           quoted(column) + " AS BLOB), CAST(:word AS BLOB)) > 0");
    REQUIRE(select);
    select->bind(":word", word);
    const auto has_row = select->step();
    REQUIRE(has_row);
    return select->integer(0) > 0;
}

std::string whole_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// `page` begins after the salt, where there is one.
std::string decrypted(std::string_view page, const Secret& key) {
    const std::size_t content = page.size() - kVectorBytes - kSealBytes;
    const auto* bytes = reinterpret_cast<const unsigned char*>(page.data());
    std::string plain(content, '\0');
    auto* out = reinterpret_cast<unsigned char*>(plain.data());
    EVP_CIPHER_CTX* cipher = EVP_CIPHER_CTX_new();
    REQUIRE(EVP_DecryptInit_ex(cipher, EVP_aes_256_cbc(), nullptr, key.view().data(),
                               bytes + content) == 1);
    EVP_CIPHER_CTX_set_padding(cipher, 0);
    int length = 0;
    REQUIRE(EVP_DecryptUpdate(cipher, out, &length, bytes, static_cast<int>(content)) == 1);
    EVP_CIPHER_CTX_free(cipher);
    return plain;
}

}  // namespace

std::set<std::string> tables_with(storage::Connection& connection, std::string_view word) {
    std::set<std::string> found;
    const std::string kTables = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    for (const std::string& table : texts(connection, kTables)) {
        const std::string columns = "SELECT name FROM pragma_table_info('" + table + "')";
        for (const std::string& column : texts(connection, columns)) {
            if (has_word(connection, table, column, word)) found.insert(table);
        }
    }
    return found;
}

int pages_with(const std::string& path, const Secret& key, std::string_view word) {
    int found = 0;
    const std::string file = whole_file(path);
    REQUIRE(file.size() >= kPageBytes);
    const std::string first = decrypted({file.data() + kSaltBytes, kPageBytes - kSaltBytes}, key);
    // What follows "SQLite format 3" is the size of a page.
    REQUIRE(first[0] == static_cast<char>(kPageBytes >> 8));
    for (std::size_t at = 0; at + kPageBytes <= file.size(); at += kPageBytes) {
        const std::size_t salt = at == 0 ? kSaltBytes : 0;
        const std::string page = decrypted({file.data() + at + salt, kPageBytes - salt}, key);
        if (page.find(word) != std::string::npos) ++found;
    }
    const std::string log = whole_file(path + "-wal");
    constexpr std::size_t kFrameBytes = kFrameHeaderBytes + kPageBytes;
    for (std::size_t at = kLogHeaderBytes; at + kFrameBytes <= log.size(); at += kFrameBytes) {
        const std::size_t begin = at + kFrameHeaderBytes;
        const bool is_first = log.compare(begin, kSaltBytes, file, 0, kSaltBytes) == 0;
        const std::size_t salt = is_first ? kSaltBytes : 0;
        const std::string page = decrypted({log.data() + begin + salt, kPageBytes - salt}, key);
        if (page.find(word) != std::string::npos) ++found;
    }
    return found;
}

}  // namespace oppad::test
