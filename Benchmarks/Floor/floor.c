/*
 * The floor: what one thread in C needs for the least that could be called the same work as Splot's.
 *
 *     floor FILE.ndjson DB
 *
 * FILE holds one event a line: {"author", "seq", "hlc", "id", "kind", "op", "set": {field: value}}. Two things are done
 * with them:
 *
 *   log    SHA-256 over the hash of the author's event before and the line, kept with the line in a table;
 *   merge  the last writer wins, field by field, by hlc: one row a record, read and written once for each batch that
 *          touches it.
 *
 * There are no signatures, no checks of what is written, no conflicts, no search index and no network: whatever Splot
 * needs beyond this time is what those cost, or waste. Batches have 4,096 events, a transaction each, in SQLite with a
 * write-ahead log and synchronous = FULL.
 *
 * Prints one line of `name<TAB>value<TAB>unit` for each figure. Every figure includes reading the file and taking the
 * lines apart; `floor: read only` is that alone. DB must not exist; what is left in it is what was logged and merged.
 */
#include <errno.h>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    BATCH = 4096,
    AUTHORS = 256,
    FIELDS = 16,
    HASH = 32,
    CHUNK = 1 << 20,
};

/* What a run does with the events. */
enum { LOG = 1, MERGE = 2, STORE = 4 };

_Noreturn static void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("floor: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

/* --- Memory ------------------------------------------------------------------------------------------------------ */

/* Bytes that stay where they are until all of them go at once. */
struct chunk {
    struct chunk *next;
    size_t size;
    char bytes[];
};

struct arena {
    struct chunk *first;
    size_t used;
};

static void *allocate(struct arena *arena, size_t size) {
    size = (size + 7) & ~(size_t)7;
    if (!arena->first || arena->first->size - arena->used < size) {
        size_t whole = size > CHUNK ? size : CHUNK;
        struct chunk *chunk = malloc(sizeof *chunk + whole);
        if (!chunk) fail("out of memory: take a smaller file");
        chunk->next = arena->first;
        chunk->size = whole;
        arena->first = chunk;
        arena->used = 0;
    }
    void *bytes = arena->first->bytes + arena->used;
    arena->used += size;
    return bytes;
}

/* Forgets everything, and keeps one chunk for what comes next. */
static void empty(struct arena *arena) {
    while (arena->first && arena->first->next) {
        struct chunk *next = arena->first->next;
        free(arena->first);
        arena->first = next;
    }
    arena->used = 0;
}

static void release(struct arena *arena) {
    empty(arena);
    free(arena->first);
    arena->first = NULL;
}

/* A piece of text that somebody else holds. */
struct text {
    const char *bytes;
    size_t length;
};

static bool equal(struct text left, struct text right) {
    return left.length == right.length && memcmp(left.bytes, right.bytes, left.length) == 0;
}

static bool says(struct text text, const char *word) {
    return text.length == strlen(word) && memcmp(text.bytes, word, text.length) == 0;
}

/* --- Events ------------------------------------------------------------------------------------------------------ */

struct field {
    struct text name;
    /* The value as it stands in JSON, quotation marks included. */
    struct text value;
};

struct event {
    struct text line, author, id, kind, op;
    uint64_t seq, hlc;
    struct field fields[FIELDS];
    int count;
};

/* Where a line is being read; never beyond its end. */
struct scanner {
    const char *at, *end;
    uint64_t line;
};

_Noreturn static void refuse(const struct scanner *scanner, const char *what) {
    fail("line %llu: %s. Make the file with gen.py, and give the whole of it", (unsigned long long)scanner->line, what);
}

static bool take(struct scanner *scanner, char wanted) {
    if (scanner->at == scanner->end || *scanner->at != wanted) return false;
    scanner->at++;
    return true;
}

static void expect(struct scanner *scanner, char wanted) {
    char what[] = "there should be a '?' here";
    what[19] = wanted;
    if (!take(scanner, wanted)) refuse(scanner, what);
}

/* A string without its quotation marks, escapes left as they are: equal texts of this workload have equal bytes. */
static struct text string(struct scanner *scanner) {
    expect(scanner, '"');
    struct text text = {scanner->at, 0};
    while (scanner->at < scanner->end && *scanner->at != '"') {
        if (*scanner->at == '\\') scanner->at++;
        if (scanner->at < scanner->end) scanner->at++;
    }
    text.length = (size_t)(scanner->at - text.bytes);
    expect(scanner, '"');
    return text;
}

static uint64_t number(struct scanner *scanner) {
    uint64_t value = 0;
    const char *start = scanner->at;
    while (scanner->at < scanner->end && *scanner->at >= '0' && *scanner->at <= '9') {
        unsigned digit = (unsigned)(*scanner->at++ - '0');
        if (value > (UINT64_MAX - digit) / 10) refuse(scanner, "a number is too large");
        value = value * 10 + digit;
    }
    if (scanner->at == start) refuse(scanner, "there should be a number here");
    return value;
}

/* A value as it stands: a string or a number. */
static struct text value(struct scanner *scanner) {
    const char *start = scanner->at;
    if (scanner->at < scanner->end && *scanner->at == '"') {
        string(scanner);
    } else {
        take(scanner, '-');
        number(scanner);
    }
    return (struct text){start, (size_t)(scanner->at - start)};
}

static void readFields(struct scanner *scanner, struct event *event) {
    expect(scanner, '{');
    while (!take(scanner, '}')) {
        if (event->count > 0) expect(scanner, ',');
        if (event->count == FIELDS) refuse(scanner, "an event sets more fields than this program is made for");
        struct field *field = &event->fields[event->count++];
        field->name = string(scanner);
        expect(scanner, ':');
        field->value = value(scanner);
    }
}

static void readEvent(struct text line, uint64_t lineNumber, struct event *event) {
    struct scanner scanner = {line.bytes, line.bytes + line.length, lineNumber};
    memset(event, 0, offsetof(struct event, fields));
    event->count = 0;
    event->line = line;
    expect(&scanner, '{');
    for (int members = 0; !take(&scanner, '}'); members++) {
        if (members > 0) expect(&scanner, ',');
        struct text name = string(&scanner);
        expect(&scanner, ':');
        if (says(name, "author")) event->author = string(&scanner);
        else if (says(name, "seq")) event->seq = number(&scanner);
        else if (says(name, "hlc")) event->hlc = number(&scanner);
        else if (says(name, "id")) event->id = string(&scanner);
        else if (says(name, "kind")) event->kind = string(&scanner);
        else if (says(name, "op")) event->op = string(&scanner);
        else if (says(name, "set")) readFields(&scanner, event);
        else refuse(&scanner, "an event has a member that this program does not know");
    }
    if (scanner.at != scanner.end) refuse(&scanner, "something follows the event");
    if (!event->author.length || !event->id.length || !event->seq) refuse(&scanner, "author, id or seq is missing");
}

/* The lines of a file, one after another, in memory that is used again unless it is to be kept. */
struct reader {
    FILE *file;
    const char *path;
    char *buffer;
    size_t capacity;
    uint64_t line;
};

static struct reader openReader(const char *path) {
    struct reader reader = {.file = fopen(path, "r"), .path = path};
    if (!reader.file) fail("cannot read %s: %s. Make it with gen.py N --authors 8", path, strerror(errno));
    return reader;
}

/* The next event; false at the end of the file. The texts in it live as long as the arena. */
static bool nextEvent(struct reader *reader, struct arena *arena, struct event *event) {
    ssize_t length = getline(&reader->buffer, &reader->capacity, reader->file);
    if (length < 0) {
        if (ferror(reader->file)) fail("cannot read %s: %s", reader->path, strerror(errno));
        return false;
    }
    reader->line++;
    if (length > 0 && reader->buffer[length - 1] == '\n') length--;
    char *kept = allocate(arena, (size_t)length + 1);
    memcpy(kept, reader->buffer, (size_t)length);
    readEvent((struct text){kept, (size_t)length}, reader->line, event);
    return true;
}

static void closeReader(struct reader *reader) {
    fclose(reader->file);
    free(reader->buffer);
}

/* --- SQLite ------------------------------------------------------------------------------------------------------ */

static void run(sqlite3 *database, const char *sql) {
    char *message = NULL;
    if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK) fail("SQLite: %s, at: %s", message, sql);
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        fail("SQLite: %s, at: %s", sqlite3_errmsg(database), sql);
    return statement;
}

/* Runs a statement that gives no rows. */
static void finish(sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) fail("SQLite: %s", sqlite3_errmsg(sqlite3_db_handle(statement)));
    sqlite3_reset(statement);
}

static sqlite3 *openDatabase(const char *path) {
    sqlite3 *database;
    if (sqlite3_open(path, &database) != SQLITE_OK) fail("cannot make %s: %s", path, sqlite3_errmsg(database));
    run(database,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        /* Room for the upper pages of both tables; the rest comes from the system's cache. */
        "PRAGMA cache_size = -65536;"
        "CREATE TABLE author"
        " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL);"
        /* The number is the author's, shifted by 40 bits, and the event's. */
        "CREATE TABLE log (number INTEGER PRIMARY KEY, hash BLOB NOT NULL, event TEXT NOT NULL);"
        "CREATE TABLE record (id TEXT PRIMARY KEY, kind TEXT NOT NULL, fields BLOB NOT NULL) WITHOUT ROWID;");
    return database;
}

/* --- The log ----------------------------------------------------------------------------------------------------- */

struct author {
    struct text name;
    uint64_t seq;
    unsigned char hash[HASH];
    bool changed;
};

struct authors {
    struct author all[AUTHORS];
    int count;
    /* Their names, which outlive a batch. */
    struct arena names;
};

static int authorNumber(struct authors *authors, struct text name) {
    for (int index = 0; index < authors->count; index++)
        if (equal(authors->all[index].name, name)) return index;
    if (authors->count == AUTHORS) fail("there are more than %d authors: make the file with fewer", AUTHORS);
    struct author *author = &authors->all[authors->count];
    char *kept = allocate(&authors->names, name.length);
    memcpy(kept, name.bytes, name.length);
    author->name = (struct text){kept, name.length};
    return authors->count++;
}

/* Chains an event to the one before: its hash becomes the author's. */
static void chain(struct author *author, const struct event *event, EVP_MD_CTX *context, const EVP_MD *digest) {
    if (event->seq != author->seq + 1)
        fail("%.*s: event %llu follows event %llu; give a file that has all of them", (int)author->name.length,
             author->name.bytes, (unsigned long long)event->seq, (unsigned long long)author->seq);
    if (!EVP_DigestInit_ex2(context, digest, NULL) || !EVP_DigestUpdate(context, author->hash, HASH)
        || !EVP_DigestUpdate(context, event->line.bytes, event->line.length)
        || !EVP_DigestFinal_ex(context, author->hash, NULL))
        fail("SHA-256 is not to be had from this OpenSSL");
    author->seq = event->seq;
    author->changed = true;
}

/* --- The merge --------------------------------------------------------------------------------------------------- */

struct written {
    struct text name, value;
    uint64_t hlc;
};

struct record {
    struct text id, kind;
    struct written fields[FIELDS];
    int count;
};

/* Records by id: open addressing, at most half full. */
struct table {
    struct record **slots;
    size_t capacity, count;
};

static uint64_t hashOf(struct text text) {
    /* FNV-1a (Fowler, Noll and Vo). */
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t index = 0; index < text.length; index++)
        hash = (hash ^ (unsigned char)text.bytes[index]) * 0x100000001b3u;
    return hash;
}

static struct record **slotOf(const struct table *table, struct text id) {
    size_t index = hashOf(id) & (table->capacity - 1);
    while (table->slots[index] && !equal(table->slots[index]->id, id)) index = (index + 1) & (table->capacity - 1);
    return &table->slots[index];
}

static void makeTable(struct table *table, size_t capacity) {
    *table = (struct table){calloc(capacity, sizeof *table->slots), capacity, 0};
    if (!table->slots) fail("out of memory: take a smaller file");
}

static void grow(struct table *table) {
    struct table larger;
    makeTable(&larger, table->capacity * 2);
    for (size_t index = 0; index < table->capacity; index++)
        if (table->slots[index]) *slotOf(&larger, table->slots[index]->id) = table->slots[index];
    larger.count = table->count;
    free(table->slots);
    *table = larger;
}

static void clear(struct table *table) {
    memset(table->slots, 0, table->capacity * sizeof *table->slots);
    table->count = 0;
}

static void put(struct record *record, struct text name, struct text value, uint64_t hlc) {
    for (int index = 0; index < record->count; index++) {
        struct written *field = &record->fields[index];
        if (!equal(field->name, name)) continue;
        if (hlc > field->hlc) *field = (struct written){name, value, hlc};
        return;
    }
    if (record->count == FIELDS) fail("a record has more than %d fields, more than this program is made for", FIELDS);
    record->fields[record->count++] = (struct written){name, value, hlc};
}

/*
 * How a record's fields lie in its row: for each the hlc, the lengths of name and value, and both, the numbers in this
 * machine's order of bytes.
 */
struct head {
    uint64_t hlc;
    uint32_t name, value;
};

static void unpack(struct record *record, const char *bytes, size_t length) {
    while (length > 0) {
        struct head head;
        if (length < sizeof head) fail("a record's row is damaged: begin with a new database");
        memcpy(&head, bytes, sizeof head);
        size_t texts = (size_t)head.name + head.value;
        if (length - sizeof head < texts) fail("a record's row is damaged: begin with a new database");
        bytes += sizeof head;
        put(record, (struct text){bytes, head.name}, (struct text){bytes + head.name, head.value}, head.hlc);
        bytes += texts;
        length -= sizeof head + texts;
    }
}

static struct text pack(const struct record *record, struct arena *arena) {
    size_t length = 0;
    for (int index = 0; index < record->count; index++)
        length += sizeof(struct head) + record->fields[index].name.length + record->fields[index].value.length;
    char *bytes = allocate(arena, length), *end = bytes;
    for (int index = 0; index < record->count; index++) {
        const struct written *field = &record->fields[index];
        struct head head = {field->hlc, (uint32_t)field->name.length, (uint32_t)field->value.length};
        memcpy(end, &head, sizeof head);
        memcpy(end + sizeof head, field->name.bytes, field->name.length);
        memcpy(end + sizeof head + field->name.length, field->value.bytes, field->value.length);
        end += sizeof head + field->name.length + field->value.length;
    }
    return (struct text){bytes, length};
}

static int byID(const void *left, const void *right) {
    struct text first = (*(struct record *const *)left)->id, second = (*(struct record *const *)right)->id;
    size_t shorter = first.length < second.length ? first.length : second.length;
    int order = memcmp(first.bytes, second.bytes, shorter);
    return order ? order : (first.length > second.length) - (first.length < second.length);
}

/* --- A run over the file ----------------------------------------------------------------------------------------- */

struct floor {
    int work;
    sqlite3 *database;
    sqlite3_stmt *insertEvent, *putAuthor, *readRecord, *putRecord;
    EVP_MD_CTX *context;
    EVP_MD *digest;
    struct authors authors;
    struct table table;
    struct arena arena;
    uint64_t events, records;
};

static void logEvent(struct floor *floor, const struct event *event) {
    int number = authorNumber(&floor->authors, event->author);
    struct author *author = &floor->authors.all[number];
    chain(author, event, floor->context, floor->digest);
    sqlite3_stmt *insert = floor->insertEvent;
    sqlite3_bind_int64(insert, 1, (sqlite3_int64)((uint64_t)number << 40 | event->seq));
    sqlite3_bind_blob(insert, 2, author->hash, HASH, SQLITE_STATIC);
    sqlite3_bind_text(insert, 3, event->line.bytes, (int)event->line.length, SQLITE_STATIC);
    finish(insert);
}

static void putAuthors(struct floor *floor) {
    for (int number = 0; number < floor->authors.count; number++) {
        struct author *author = &floor->authors.all[number];
        if (!author->changed) continue;
        author->changed = false;
        sqlite3_bind_int(floor->putAuthor, 1, number);
        sqlite3_bind_text(floor->putAuthor, 2, author->name.bytes, (int)author->name.length, SQLITE_STATIC);
        sqlite3_bind_int64(floor->putAuthor, 3, (sqlite3_int64)author->seq);
        sqlite3_bind_blob(floor->putAuthor, 4, author->hash, HASH, SQLITE_STATIC);
        finish(floor->putAuthor);
    }
}

/* Takes up what the database holds of a record. */
static void load(struct floor *floor, struct record *record) {
    sqlite3_stmt *read = floor->readRecord;
    sqlite3_bind_text(read, 1, record->id.bytes, (int)record->id.length, SQLITE_STATIC);
    int result = sqlite3_step(read);
    if (result == SQLITE_ROW) {
        size_t length = (size_t)sqlite3_column_bytes(read, 0);
        char *bytes = allocate(&floor->arena, length);
        if (length > 0) memcpy(bytes, sqlite3_column_blob(read, 0), length);
        unpack(record, bytes, length);
    } else if (result == SQLITE_DONE) {
        floor->records++;
    } else {
        fail("SQLite: %s", sqlite3_errmsg(floor->database));
    }
    sqlite3_reset(read);
}

static void mergeEvent(struct floor *floor, const struct event *event) {
    struct record **slot = slotOf(&floor->table, event->id);
    if (!*slot) {
        struct record *record = allocate(&floor->arena, sizeof *record);
        *record = (struct record){.id = event->id, .kind = event->kind};
        *slot = record;
        floor->table.count++;
        if (floor->work & STORE) load(floor, record);
        else floor->records++;
    }
    struct record *record = *slot;
    for (int index = 0; index < event->count; index++)
        put(record, event->fields[index].name, event->fields[index].value, event->hlc);
    if (floor->table.count * 2 > floor->table.capacity) grow(&floor->table);
}

/* Writes each record that the batch has touched, in the order in which they lie in the database. */
static void putRecords(struct floor *floor) {
    size_t count = 0;
    struct record **touched = allocate(&floor->arena, floor->table.count * sizeof *touched);
    for (size_t index = 0; index < floor->table.capacity; index++)
        if (floor->table.slots[index]) touched[count++] = floor->table.slots[index];
    qsort(touched, count, sizeof *touched, byID);
    for (size_t index = 0; index < count; index++) {
        struct record *record = touched[index];
        struct text fields = pack(record, &floor->arena);
        sqlite3_bind_text(floor->putRecord, 1, record->id.bytes, (int)record->id.length, SQLITE_STATIC);
        sqlite3_bind_text(floor->putRecord, 2, record->kind.bytes, (int)record->kind.length, SQLITE_STATIC);
        sqlite3_bind_blob(floor->putRecord, 3, fields.bytes, (int)fields.length, SQLITE_STATIC);
        finish(floor->putRecord);
    }
    clear(&floor->table);
}

static void endBatch(struct floor *floor) {
    if (floor->work & LOG) putAuthors(floor);
    if (floor->work & STORE) putRecords(floor);
    if (floor->database) run(floor->database, "COMMIT");
    /* Without a database the records are nowhere else. */
    if (!(floor->work & MERGE) || floor->work & STORE) empty(&floor->arena);
}

static void begin(struct floor *floor, int work, const char *path) {
    *floor = (struct floor){.work = work};
    makeTable(&floor->table, 4 * BATCH);
    if (work & LOG) {
        floor->context = EVP_MD_CTX_new();
        floor->digest = EVP_MD_fetch(NULL, "SHA256", NULL);
    }
    if (!path) return;
    floor->database = openDatabase(path);
    floor->insertEvent = prepare(floor->database, "INSERT INTO log VALUES (?, ?, ?)");
    floor->putAuthor = prepare(floor->database, "INSERT OR REPLACE INTO author VALUES (?, ?, ?, ?)");
    floor->readRecord = prepare(floor->database, "SELECT fields FROM record WHERE id = ?");
    floor->putRecord = prepare(
        floor->database,
        "INSERT INTO record VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET fields = excluded.fields");
}

static void end(struct floor *floor) {
    sqlite3_finalize(floor->insertEvent);
    sqlite3_finalize(floor->putAuthor);
    sqlite3_finalize(floor->readRecord);
    sqlite3_finalize(floor->putRecord);
    if (sqlite3_close(floor->database) != SQLITE_OK) fail("SQLite: %s", sqlite3_errmsg(floor->database));
    EVP_MD_CTX_free(floor->context);
    EVP_MD_free(floor->digest);
    release(&floor->authors.names);
    release(&floor->arena);
    free(floor->table.slots);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Goes through the file once. Returns events a second; what was counted stands in *counted. */
static double pass(const char *file, int work, const char *path, struct floor *counted) {
    struct floor *floor = counted;
    double start = now();
    begin(floor, work, path);
    struct reader reader = openReader(file);
    struct event event;
    int pending = 0;
    while (nextEvent(&reader, &floor->arena, &event)) {
        if (pending == 0 && floor->database) run(floor->database, "BEGIN IMMEDIATE");
        if (work & LOG) logEvent(floor, &event);
        if (work & MERGE) mergeEvent(floor, &event);
        floor->events++;
        if (++pending < BATCH) continue;
        endBatch(floor);
        pending = 0;
    }
    if (pending > 0) endBatch(floor);
    closeReader(&reader);
    end(floor);
    if (floor->events == 0) fail("%s is empty: make it with gen.py N --authors 8", file);
    return (double)floor->events / (now() - start);
}

/* --- What is printed --------------------------------------------------------------------------------------------- */

static void print(const char *name, double value, const char *unit) {
    printf("floor: %s\t%.1f\t%s\n", name, value, unit);
    fflush(stdout);
}

/* The most memory that this process has held, in MiB, as Linux tells it. */
static double peakMemory(void) {
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    double kibibytes = 0;
    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "VmHWM: %lf", &kibibytes) == 1) break;
    if (status) fclose(status);
    return kibibytes / 1024;
}

static double sizeOf(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 ? (double)status.st_size : 0;
}

static void removeDatabase(const char *path) {
    char beside[4096];
    unlink(path);
    snprintf(beside, sizeof beside, "%s-wal", path);
    unlink(beside);
    snprintf(beside, sizeof beside, "%s-shm", path);
    unlink(beside);
}

int main(int count, char **arguments) {
    if (count != 3) {
        fputs("usage: floor FILE.ndjson DB\n"
              "FILE is made by gen.py N --authors 8; DB is a database that is made, and must not exist.\n",
              stderr);
        return 64;
    }
    const char *file = arguments[1], *database = arguments[2];
    if (access(database, F_OK) == 0) fail("%s exists: remove it, or name another", database);
    char part[4096];
    if ((size_t)snprintf(part, sizeof part, "%s.part", database) >= sizeof part) fail("the name of DB is too long");
    removeDatabase(part);

    struct floor counted;
    print("read only", pass(file, 0, NULL, &counted), "events/s");
    print("log and merge", pass(file, LOG | MERGE | STORE, database, &counted), "events/s");
    print("log and merge: peak memory", peakMemory(), "MiB");
    print("log and merge: on disk", sizeOf(database) / (double)counted.events, "bytes/event");
    print("log and merge: records", (double)counted.records, "records");
    print("log only", pass(file, LOG, part, &counted), "events/s");
    print("log only: on disk", sizeOf(part) / (double)counted.events, "bytes/event");
    removeDatabase(part);
    print("merge only", pass(file, MERGE | STORE, part, &counted), "events/s");
    removeDatabase(part);
    print("merge in memory", pass(file, MERGE, NULL, &counted), "events/s");
    return 0;
}
