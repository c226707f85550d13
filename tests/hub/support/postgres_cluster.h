// A PostgreSQL cluster of a test program's own: made in a temporary folder with the server that
// this machine has, reachable through a socket in that folder alone. It is stopped and removed when
// the program ends, however it ends. It doesn't wait for the disk until a test wants to know what
// lasts.
//
//     PostgresCluster& cluster = PostgresCluster::of_this_program();
//     const std::string url = cluster.make_database();
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace oppad::test {

// Thread: one at a time. Every call ends the test case when the server can't do it.
class PostgresCluster {
public:
    // Starts it at the first call: some two seconds.
    static PostgresCluster& of_this_program();

    PostgresCluster(const PostgresCluster&) = delete;
    PostgresCluster& operator=(const PostgresCluster&) = delete;
    ~PostgresCluster();

    // An empty database. Returns its URL.
    std::string make_database();
    void drop_database(const std::string& url);
    // The same, but for tables of a hub that knows nothing: one that was taken back, where there
    // is one, since that is ten times quicker.
    std::string lend_database();
    void take_back(const std::string& url);
    // Ends every session in it. Returns the URL of a database that holds the same.
    std::string copy_database(const std::string& url);
    // From now on to the next restart a commit is on the disk when it is confirmed (fsync), as with
    // any real server.
    void make_durable();
    // Ends every process of the server at once, and starts it again: it recovers from its log.
    void restart_after_a_crash();
    // Restarts the server as one whose disk can fill up (full_disk.cpp), until the next restart.
    void restart_on_small_disk();
    void fill_disk();
    void make_room();
    void restart();
    void stop();
    void start();
    // As the hub's guide says: a copy of the hub by pg_dump, and that in the place of what is
    // there. Returns the file's path. Nobody may be in the database at the second.
    std::string dump(const std::string& url);
    void put_back(const std::string& url, const std::string& file);
    // How often the files of that database hold it, once all is written to them.
    int times_in_files(const std::string& url, const std::string& word);
    // One statement in that database, from outside of any store. Returns the first value as text.
    std::string ask(const std::string& url, const std::string& sql);

private:
    PostgresCluster();
    int run_program(const std::vector<std::string>& arguments) const;
    void stop_by(const char* mode);

    std::string programs_;  // The folder of initdb and pg_ctl.
    std::string folder_;
    pid_t guard_ = -1;
    int guard_pipe_ = -1;  // The guard cleans up when this end closes.
    int databases_made_ = 0;
    int dumps_ = 0;
    std::vector<std::string> taken_back_;
};

}  // namespace oppad::test
