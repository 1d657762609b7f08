/*
 * What this machine can do at most of what Splot is made of, with one thread and nothing around it.
 *
 *     limits DIRECTORY [SECONDS]
 *
 * Files are written in DIRECTORY, which should lie on the disk that a node would use, and are removed. Each measurement
 * runs for SECONDS (1). Prints one line of `name<TAB>value<TAB>unit` for each.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    /* About what an entry and its payload come to in memory. */
    MESSAGE = 280,
    /* About the length of the text that a checkpoint signs. */
    SIGNED = 130,
    LARGE = 1 << 20,
    /* Beyond what a processor keeps close. */
    COPIED = 256 << 20,
    PAGE = 4096,
    /* What a TLS record holds at most. */
    SENT = 16 << 10,
};

static double seconds = 1;

_Noreturn static void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("limits: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

_Noreturn static void failOpenSSL(const char *what) {
    fail("%s: %s. OpenSSL 3 or newer is needed", what, ERR_error_string(ERR_get_error(), NULL));
}

static void print(const char *name, double value, const char *unit) {
    printf("%s\t%.*f\t%s\n", name, value < 100 ? 2 : 0, value, unit);
    fflush(stdout);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* How often a second something can be done, `each` times between two looks at the clock. */
static double rate(void (*body)(void *), void *context, int each) {
    body(context);
    double start = now(), elapsed;
    uint64_t count = 0;
    do {
        for (int index = 0; index < each; index++) body(context);
        count += (uint64_t)each;
        elapsed = now() - start;
    } while (elapsed < seconds);
    return (double)count / elapsed;
}

static void *allocate(size_t size) {
    void *bytes = malloc(size);
    if (!bytes) fail("out of memory: %zu bytes are needed", size);
    /* Touched, so that the first use does not wait for the system to give pages. */
    memset(bytes, 0x5a, size);
    return bytes;
}

/* --- Hashing and signing ----------------------------------------------------------------------------------------- */

struct hashing {
    EVP_MD_CTX *context;
    EVP_MD *digest;
    unsigned char *bytes;
    size_t count;
};

static void hash(void *context) {
    struct hashing *hashing = context;
    unsigned char hash[EVP_MAX_MD_SIZE];
    if (!EVP_DigestInit_ex2(hashing->context, hashing->digest, NULL)
        || !EVP_DigestUpdate(hashing->context, hashing->bytes, hashing->count)
        || !EVP_DigestFinal_ex(hashing->context, hash, NULL))
        failOpenSSL("SHA-256");
    /* What is hashed next depends on it, so that nothing can be left out. */
    hashing->bytes[0] = hash[0];
}

static void measureHashing(void) {
    struct hashing hashing = {EVP_MD_CTX_new(), EVP_MD_fetch(NULL, "SHA256", NULL), allocate(LARGE), MESSAGE};
    print("SHA-256 of 280 bytes", rate(hash, &hashing, 1000), "messages/s");
    hashing.count = LARGE;
    print("SHA-256 of large buffers", rate(hash, &hashing, 1) * LARGE / 1e6, "MB/s");
    free(hashing.bytes);
    EVP_MD_CTX_free(hashing.context);
    EVP_MD_free(hashing.digest);
}

struct signing {
    EVP_MD_CTX *context;
    EVP_PKEY *key;
    unsigned char message[SIGNED], signature[64];
};

static void sign(void *context) {
    struct signing *signing = context;
    size_t count = sizeof signing->signature;
    if (!EVP_DigestSignInit(signing->context, NULL, NULL, NULL, signing->key)
        || !EVP_DigestSign(signing->context, signing->signature, &count, signing->message, SIGNED))
        failOpenSSL("Ed25519");
    EVP_MD_CTX_reset(signing->context);
}

static void verify(void *context) {
    struct signing *signing = context;
    if (!EVP_DigestVerifyInit(signing->context, NULL, NULL, NULL, signing->key)
        || EVP_DigestVerify(signing->context, signing->signature, sizeof signing->signature, signing->message, SIGNED)
            != 1)
        failOpenSSL("Ed25519");
    EVP_MD_CTX_reset(signing->context);
}

static EVP_PKEY *newKey(void) {
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    if (!key) failOpenSSL("Ed25519");
    return key;
}

static void measureSigning(void) {
    struct signing signing = {.context = EVP_MD_CTX_new(), .key = newKey()};
    print("Ed25519: sign", rate(sign, &signing, 50), "signatures/s");
    print("Ed25519: verify", rate(verify, &signing, 50), "signatures/s");
    EVP_MD_CTX_free(signing.context);
    EVP_PKEY_free(signing.key);
}

/* --- The network ------------------------------------------------------------------------------------------------- */

/* Two ends of a TCP connection within this machine. */
static void connectPair(int ends[2]) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 1) < 0
        || getsockname(listener, (struct sockaddr *)&address, &length) < 0)
        fail("cannot listen on 127.0.0.1: %s", strerror(errno));
    ends[0] = socket(AF_INET, SOCK_STREAM, 0);
    if (ends[0] < 0 || connect(ends[0], (struct sockaddr *)&address, sizeof address) < 0)
        fail("cannot connect to 127.0.0.1: %s", strerror(errno));
    ends[1] = accept(listener, NULL, NULL);
    if (ends[1] < 0) fail("cannot accept on 127.0.0.1: %s", strerror(errno));
    close(listener);
    int yes = 1;
    for (int end = 0; end < 2; end++) setsockopt(ends[end], IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

/* Sends until the other end goes, in a process of its own, as the other node would be. */
static pid_t startSender(void (*body)(int descriptor), int ends[2]) {
    pid_t sender = fork();
    if (sender < 0) fail("cannot start a process: %s", strerror(errno));
    if (sender == 0) {
        close(ends[1]);
        body(ends[0]);
        _exit(0);
    }
    close(ends[0]);
    return sender;
}

static void sendPlain(int descriptor) {
    char *bytes = allocate(4 * SENT);
    while (write(descriptor, bytes, 4 * SENT) > 0) {}
}

static ssize_t receivePlain(void *context, char *bytes, size_t count) { return read(*(int *)context, bytes, count); }

static ssize_t receiveTLS(void *context, char *bytes, size_t count) { return SSL_read(context, bytes, (int)count); }

/* Bytes a second that arrive. */
static double throughput(ssize_t (*receive)(void *, char *, size_t), void *context) {
    char *bytes = allocate(4 * SENT);
    double start = now(), elapsed;
    uint64_t total = 0;
    do {
        ssize_t count = receive(context, bytes, 4 * SENT);
        if (count <= 0) fail("the connection on 127.0.0.1 has broken: try again");
        total += (uint64_t)count;
        elapsed = now() - start;
    } while (elapsed < seconds);
    free(bytes);
    return (double)total / elapsed;
}

static void measureTCP(void) {
    int ends[2];
    connectPair(ends);
    pid_t sender = startSender(sendPlain, ends);
    print("TCP on loopback", throughput(receivePlain, &ends[1]) / 1e6, "MB/s");
    close(ends[1]);
    waitpid(sender, NULL, 0);
}

/* --- TLS --------------------------------------------------------------------------------------------------------- */

/* A certificate that its own key signed, as a node's is. */
static X509 *certificate(EVP_PKEY *key) {
    X509 *certificate = X509_new();
    X509_NAME *name = X509_get_subject_name(certificate);
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -86400);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"splot node", -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_set_pubkey(certificate, key);
    if (!X509_sign(certificate, key, NULL)) failOpenSSL("a certificate");
    return certificate;
}

static int anyCertificate(int isValid, X509_STORE_CTX *context) {
    (void)isValid;
    (void)context;
    return 1;
}

/* Both sides show a certificate, nothing is resumed: as between nodes. */
static SSL_CTX *newContext(void) {
    SSL_CTX *context = SSL_CTX_new(TLS_method());
    EVP_PKEY *key = newKey();
    X509 *own = certificate(key);
    if (!context || !SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION)
        || SSL_CTX_use_certificate(context, own) != 1 || SSL_CTX_use_PrivateKey(context, key) != 1)
        failOpenSSL("TLS 1.3");
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, anyCertificate);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
    X509_free(own);
    EVP_PKEY_free(key);
    return context;
}

static void sendTLS(int descriptor) {
    SSL_CTX *context = newContext();
    SSL *connection = SSL_new(context);
    SSL_set_fd(connection, descriptor);
    if (SSL_connect(connection) != 1) failOpenSSL("a TLS handshake");
    char *bytes = allocate(SENT);
    while (SSL_write(connection, bytes, SENT) > 0) {}
}

static void measureTLS(void) {
    SSL_CTX *context = newContext();
    int ends[2];
    connectPair(ends);
    pid_t sender = startSender(sendTLS, ends);
    SSL *connection = SSL_new(context);
    SSL_set_fd(connection, ends[1]);
    if (SSL_accept(connection) != 1) failOpenSSL("a TLS handshake");
    print("TLS 1.3 on loopback", throughput(receiveTLS, connection) / 1e6, "MB/s");
    SSL_free(connection);
    SSL_CTX_free(context);
    close(ends[1]);
    waitpid(sender, NULL, 0);
}

struct handshaking {
    SSL_CTX *client, *server;
    uint64_t bytes;
};

/* One side after the other, in memory, in one thread: so the rate is for both sides together. */
static void handshake(void *context) {
    struct handshaking *handshaking = context;
    SSL *client = SSL_new(handshaking->client), *server = SSL_new(handshaking->server);
    BIO *near, *far;
    if (!client || !server || !BIO_new_bio_pair(&near, 64 << 10, &far, 64 << 10)) failOpenSSL("a TLS handshake");
    SSL_set_bio(client, near, near);
    SSL_set_bio(server, far, far);
    SSL_set_connect_state(client);
    SSL_set_accept_state(server);
    while (!SSL_is_init_finished(client) || !SSL_is_init_finished(server)) {
        if (SSL_do_handshake(client) != 1 && SSL_get_error(client, -1) != SSL_ERROR_WANT_READ)
            failOpenSSL("a TLS handshake");
        if (SSL_do_handshake(server) != 1 && SSL_get_error(server, -1) != SSL_ERROR_WANT_READ)
            failOpenSSL("a TLS handshake");
    }
    handshaking->bytes = BIO_number_written(near) + BIO_number_written(far);
    SSL_free(client);
    SSL_free(server);
}

static void measureHandshakes(void) {
    struct handshaking handshaking = {newContext(), newContext(), 0};
    print("TLS 1.3: handshakes, both sides", rate(handshake, &handshaking, 10), "handshakes/s");
    print("TLS 1.3: a handshake, both ways", (double)handshaking.bytes, "bytes");
    SSL_CTX_free(handshaking.client);
    SSL_CTX_free(handshaking.server);
}

/* --- The disk ---------------------------------------------------------------------------------------------------- */

struct inserting {
    sqlite3 *database;
    sqlite3_stmt *insert;
    int rows;
};

static void run(sqlite3 *database, const char *sql) {
    char *message = NULL;
    if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK) fail("SQLite: %s, at: %s", message, sql);
}

/* A transaction that outlives a power cut. */
static void insert(void *context) {
    static const char row[MESSAGE];
    struct inserting *inserting = context;
    run(inserting->database, "BEGIN IMMEDIATE");
    for (int index = 0; index < inserting->rows; index++) {
        sqlite3_bind_blob(inserting->insert, 1, row, MESSAGE, SQLITE_STATIC);
        if (sqlite3_step(inserting->insert) != SQLITE_DONE) fail("SQLite: %s", sqlite3_errmsg(inserting->database));
        sqlite3_reset(inserting->insert);
    }
    run(inserting->database, "COMMIT");
}

static void measureSQLite(void) {
    struct inserting inserting = {.rows = 1000};
    if (sqlite3_open("limits.sqlite", &inserting.database) != SQLITE_OK)
        fail("cannot make a database: %s. Name a directory that can be written to", sqlite3_errmsg(inserting.database));
    run(inserting.database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                            "CREATE TABLE entry (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL);");
    if (sqlite3_prepare_v2(inserting.database, "INSERT INTO entry (bytes) VALUES (?)", -1, &inserting.insert, NULL))
        fail("SQLite: %s", sqlite3_errmsg(inserting.database));
    print("SQLite: rows of 280 bytes, 1,000 a transaction", rate(insert, &inserting, 1) * 1000, "rows/s");
    inserting.rows = 1;
    print("SQLite: rows of 280 bytes, 1 a transaction", rate(insert, &inserting, 1), "rows/s");
    sqlite3_finalize(inserting.insert);
    sqlite3_close(inserting.database);
    unlink("limits.sqlite");
}

static void append(void *context) {
    static const char page[PAGE];
    int descriptor = *(int *)context;
    if (write(descriptor, page, PAGE) != PAGE || fdatasync(descriptor) != 0)
        fail("cannot write a file: %s. Name a directory on a disk that has room", strerror(errno));
}

static void measureDisk(void) {
    int descriptor = open("limits.file", O_CREAT | O_TRUNC | O_WRONLY | O_APPEND, 0600);
    if (descriptor < 0) fail("cannot make a file: %s. Name a directory that can be written to", strerror(errno));
    print("disk: 4 KiB appended and synced", rate(append, &descriptor, 1), "times/s");
    close(descriptor);
    unlink("limits.file");
}

/* --- Memory ------------------------------------------------------------------------------------------------------ */

static void copy(void *context) {
    char **buffers = context;
    memcpy(buffers[0], buffers[1], COPIED);
    /* Somebody could look at it: so the copy has to be made. */
    __asm__ volatile("" : : "r"(buffers[0]) : "memory");
}

static void measureMemory(void) {
    char *buffers[2] = {allocate(COPIED), allocate(COPIED)};
    print("memory: copied", rate(copy, buffers, 1) * COPIED / 1e9, "GB/s");
    free(buffers[0]);
    free(buffers[1]);
}

int main(int count, char **arguments) {
    if (count < 2 || count > 3 || (count == 3 && (seconds = atof(arguments[2])) <= 0)) {
        fputs("usage: limits DIRECTORY [SECONDS]\nDIRECTORY lies on the disk that is to be measured.\n", stderr);
        return 64;
    }
    if (chdir(arguments[1]) != 0) fail("cannot use %s: %s. Name a directory", arguments[1], strerror(errno));
    /* A sender whose receiver has gone is done. */
    signal(SIGPIPE, SIG_IGN);
    measureHashing();
    measureSigning();
    measureTCP();
    measureTLS();
    measureHandshakes();
    measureSQLite();
    measureDisk();
    measureMemory();
    return 0;
}
